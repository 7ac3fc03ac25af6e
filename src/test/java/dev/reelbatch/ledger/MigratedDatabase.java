package dev.reelbatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A database in memory with the tables of a new home, gone when this is closed. Flyway makes one of its kind in a JVM;
 * the others get a script of that one, since migrating each would take most of a test's time.
 */
public final class MigratedDatabase implements AutoCloseable {

    private static final List<String> SCRIPT = migrated();

    private final String url = newUrl();
    private final JdbcConnectionPool connections = JdbcConnectionPool.create(url, "sa", "");

    public MigratedDatabase() {
        try (Connection connection = connections.getConnection();
                Statement statement = connection.createStatement()) {
            for (String each : SCRIPT) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<String> migrated() {
        JdbcConnectionPool connections = JdbcConnectionPool.create(newUrl(), "sa", "");
        Flyway.configure().dataSource(connections).load().migrate();
        JdbcClient jdbc = JdbcClient.create(connections);
        List<String> script = jdbc.sql("script").query(String.class).list();
        jdbc.sql("shutdown").update();
        connections.dispose();
        return script;
    }

    private static String newUrl() {
        return "jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1";
    }

    public String url() {
        return url;
    }

    public DataSource dataSource() {
        return connections;
    }

    @Override
    public void close() {
        JdbcClient.create(connections).sql("shutdown").update();
        connections.dispose();
    }
}
