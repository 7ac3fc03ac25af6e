package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.Connection;
import java.util.UUID;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Test;

class MigrationsTest {

    private final JdbcConnectionPool database =
            JdbcConnectionPool.create("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1", "sa", "");

    @Test
    void whenFlywayHasMigratedThenTheAppliedMigrationsAreTheKnownOnes() throws Exception {
        Flyway.configure().dataSource(database).load().migrate();
        assertThat(applied()).isEqualTo(Migrations.known());
        assertThat(applied().newest()).isPositive();
    }

    @Test
    void whenAMigrationIsMissingOrAnotherThanKnownThenFlywayIsNeeded() throws Exception {
        Flyway.configure().dataSource(database).target("2").load().migrate();
        assertThat(applied()).isNotEqualTo(Migrations.known());
        Flyway.configure().dataSource(database).load().migrate();
        try (Connection connection = database.getConnection()) {
            connection
                    .createStatement()
                    .executeUpdate("update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '2'");
        }
        assertThat(applied()).isNotEqualTo(Migrations.known());
    }

    private Migrations applied() throws Exception {
        try (Connection connection = database.getConnection()) {
            return Migrations.applied(connection);
        }
    }
}
