package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** With the settings of a home's database, but for the time that H2 leaves freed parts alone. */
@Timeout(120)
class H2FileTest {

    private static final int ROWS = 3_000;
    private static final int UPDATES = 2_000;

    private final Path folder;

    H2FileTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @Test
    void whenItIsTidiedNowAndThenThenItStaysSmallAndLosesNothing() throws IOException {
        long untidied = sizeAfterUpdates("untidied", Integer.MAX_VALUE);
        long tidied = sizeAfterUpdates("tidied", 100);

        assertThat(tidied).isLessThan(untidied * 2 / 3); // half, and now and then a little more
    }

    private long sizeAfterUpdates(String name, int tidiedAfter) throws IOException {
        JdbcConnectionPool pool = JdbcConnectionPool.create(
                "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=1;DB_CLOSE_ON_EXIT=FALSE".formatted(folder.resolve(name)),
                "sa",
                "");
        JdbcClient jdbc = JdbcClient.create(pool);
        LedgerFile file = LedgerFile.h2(pool);
        jdbc.sql("create table line (id int primary key, text varchar, updates int default 0)")
                .update();
        jdbc.sql("insert into line (id, text) select x, repeat('x', 500) from system_range(1, ?)")
                .param(ROWS)
                .update();
        Random random = new Random(7);
        for (int n = 1; n <= UPDATES; n++) {
            jdbc.sql("update line set updates = updates + 1 where id = ?")
                    .param(1 + random.nextInt(ROWS))
                    .update();
            if (n % tidiedAfter == 0) {
                file.tidy();
            }
        }
        assertThat(jdbc.sql("select sum(updates) from line")
                        .query(Integer.class)
                        .single())
                .isEqualTo(UPDATES);
        long size = Files.size(folder.resolve(name + ".mv.db"));
        jdbc.sql("shutdown").update();
        return size;
    }
}
