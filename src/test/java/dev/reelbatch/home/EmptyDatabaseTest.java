package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import dev.reelbatch.ledger.MigratedDatabase;
import dev.reelbatch.session.DatabaseCheck;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.sql.DataSource;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

class EmptyDatabaseTest {

    private static final String COLUMNS = """
            select table_name, column_name, data_type, character_maximum_length, is_nullable, column_default, is_identity,
                selectivity
            from information_schema.columns where table_schema = 'PUBLIC' order by table_name, ordinal_position
            """;

    /** Constraints without a name get numbers in the order of their creation. */
    private static final String CONSTRAINTS = """
            select table_name, constraint_name, constraint_type
            from information_schema.table_constraints where table_schema = 'PUBLIC' order by table_name, constraint_name
            """;

    private static final String INDEXES = """
            select table_name, index_name, column_name, ordinal_position, is_unique
            from information_schema.index_columns where table_schema = 'PUBLIC'
            order by table_name, index_name, ordinal_position
            """;

    private static final String SEQUENCES = """
            select sequence_name, base_value, increment, cycle_option
            from information_schema.sequences where sequence_schema = 'PUBLIC' order by sequence_name
            """;

    private static final String TABLES = """
            select table_name from information_schema.tables
            where table_schema = 'PUBLIC' and table_name <> 'flyway_schema_history'
            """;

    @TempDir
    private Path folder;

    private Home home;

    @BeforeEach
    void makeTheHome() {
        home = new Home(folder, false).create();
    }

    @Test
    void whenItIsCopiedThenTheHomeHasWhatFlywayMakes() throws Exception {
        assertThat(EmptyDatabase.copiedTo(home, Migrations.known()))
                .as("made by `mvn process-classes`")
                .isTrue();
        try (HikariDataSource copied = Database.opening(home, true).opened();
                HikariDataSource migrated = Database.opening("jdbc:h2:mem:" + UUID.randomUUID(), false)
                        .opened();
                var connection = copied.getConnection()) {
            for (String schema : List.of(COLUMNS, CONSTRAINTS, INDEXES, SEQUENCES)) {
                assertThat(rows(copied, schema)).isNotEmpty().isEqualTo(rows(migrated, schema));
            }
            assertThat(Migrations.applied(connection)).isEqualTo(Migrations.known());
        }
    }

    @Test
    void whenTestsMakeADatabaseByScriptThenItIsWhatFlywayMakes() {
        try (HikariDataSource migrated = Database.opening("jdbc:h2:mem:" + UUID.randomUUID(), false)
                        .opened();
                MigratedDatabase ofTests = new MigratedDatabase()) {
            // not the indexes: a script makes none for a foreign key that a later one covers
            for (String schema : List.of(COLUMNS, CONSTRAINTS, SEQUENCES)) {
                assertThat(rows(ofTests.dataSource(), schema)).isNotEmpty().isEqualTo(rows(migrated, schema));
            }
        }
    }

    @Test
    void whenItIsCopiedThenItHoldsNothingOfAnyHome() {
        EmptyDatabase.copiedTo(home, Migrations.known());
        try (HikariDataSource copied = Database.opening(home, true).opened()) {
            JdbcClient jdbc = JdbcClient.create(copied);
            assertThat(jdbc.sql(TABLES).query(String.class).list())
                    .hasSizeGreaterThan(10)
                    .allSatisfy(table -> assertThat(
                                    jdbc.sql("select * from " + table).query().listOfRows())
                            .as(table)
                            .isEmpty());
        }
    }

    @Test
    void whenTheHomeHasADatabaseThenItIsLeftAsItIs() throws IOException {
        Files.writeString(home.ledgerFile(), "paid for");
        assertThat(EmptyDatabase.copiedTo(home, Migrations.known())).isFalse();
        assertThat(home.ledgerFile()).hasContent("paid for");
    }

    @Test
    void whenAKillLeftAPartOfItThenItIsCopiedWhole() throws IOException {
        Files.writeString(folder.resolve(".ledger.mv.db.tmp"), "x".repeat(100_000));
        assertThat(EmptyDatabase.copiedTo(home, Migrations.known())).isTrue();
        assertThat(DatabaseCheck.at(home))
                .as("of a home that is not noted as made")
                .isFalse();
        home.noteMade();
        assertThat(DatabaseCheck.at(home)).isTrue();
    }

    @Test
    void whenTheMigrationsAreOthersThenItIsNotTaken() {
        SortedMap<Integer, Integer> others = new TreeMap<>(Migrations.known().checksums());
        others.merge(1, 1, Integer::sum);
        assertThat(EmptyDatabase.copiedTo(home, new Migrations(others))).isFalse();
        assertThat(home.ledgerFile()).doesNotExist();
    }

    private static List<Map<String, Object>> rows(DataSource database, String sql) {
        return JdbcClient.create(database).sql(sql).query().listOfRows();
    }
}
