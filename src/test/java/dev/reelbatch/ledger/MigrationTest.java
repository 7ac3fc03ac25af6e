package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.jdbc.core.simple.JdbcClient;

class MigrationTest {

    /** H2 commits every statement that makes a table by itself, so a kill leaves half a migration behind. */
    @ParameterizedTest
    @CsvSource({
        "0, V1__spring_batch.sql",
        "1, V2__ledger.sql",
        "2, V3__serve.sql",
        "3, V4__speed.sql",
        "4, V5__resume.sql",
        "5, V6__groups.sql",
        "6, V7__wishes.sql",
        "7, V8__reservations.sql",
        "7, V9__identity.sql",
        "9, V10__video_notes.sql",
        "9, V12__corrections.sql",
        "12, V13__other_ids.sql",
        "38, V40__due_runs_and_tries.sql",
        "15, V16__external_ids.sql",
        "36, V37__marks.sql",
        "37, V38__row_versions.sql",
        "38, V39__prompts.sql",
        "39, V41__answers_and_latest_videos.sql",
        "41, V42__clip_history.sql"
    })
    void whenKilledInTheMiddleOfAMigrationThenTheNextStartEndsIt(String before, String script) throws Exception {
        List<String> statements = statements(script);
        for (int done = 0; done <= statements.size(); done++) {
            JdbcConnectionPool pool =
                    JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
            JdbcClient jdbc = JdbcClient.create(pool);
            if (before.equals("0")) {
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:none")
                        .failOnMissingLocations(false)
                        .load()
                        .migrate();
            } else {
                Flyway.configure().dataSource(pool).target(before).load().migrate();
            }
            statements.subList(0, done).forEach(statement -> jdbc.sql(statement).update());
            Flyway.configure().dataSource(pool).load().migrate();
            assertThat(jdbc.sql("select count(*) from clip")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select count(*) from schedule")
                            .query(Integer.class)
                            .single())
                    .isZero();
            assertThat(jdbc.sql("select count(*) from batch_job_execution")
                            .query(Integer.class)
                            .single())
                    .isZero();
            jdbc.sql("shutdown").update();
        }
    }

    @Test
    void whenAnOlderLedgerIsMigratedThenItsNumbersGoOn() {
        JdbcConnectionPool pool =
                JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");
        JdbcClient jdbc = JdbcClient.create(pool);
        Flyway.configure().dataSource(pool).target("5").load().migrate();
        int before = 40; // more than H2 takes at a time
        for (int i = 0; i < before; i++) {
            submission(jdbc);
        }

        Flyway.configure().dataSource(pool).load().migrate();
        submission(jdbc);

        assertThat(jdbc.sql("select max(id), count(*) from submission").query().singleRow())
                .containsEntry("MAX(ID)", before + 1L)
                .containsEntry("COUNT(*)", before + 1L);
        jdbc.sql("shutdown").update();
    }

    private static void submission(JdbcClient jdbc) {
        jdbc.sql("set referential_integrity false").update();
        jdbc.sql("insert into submission (clip_id, run_id, sent_at) values (1, 1, current_timestamp)")
                .update();
    }

    private static List<String> statements(String script) throws Exception {
        try (var in = Objects.requireNonNull(MigrationTest.class.getResourceAsStream("/db/migration/" + script))) {
            String sql = new String(in.readAllBytes(), StandardCharsets.UTF_8).replaceAll("--[^\n]*", "");
            return Arrays.stream(sql.split(";"))
                    .map(String::strip)
                    .filter(s -> !s.isEmpty())
                    .toList();
        }
    }
}
