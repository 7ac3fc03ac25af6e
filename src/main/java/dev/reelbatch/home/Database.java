package dev.reelbatch.home;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.flywaydb.core.Flyway;

/** A home's database: Spring Batch's records and the ledger. It opens on a thread of its own, while Spring starts. */
public final class Database {

    private static final String USER = "sa";
    private static final int CONNECTIONS = 8; // the four stages, their drains, and the progress
    private static final int IDLE = 2;

    private final CompletableFuture<HikariDataSource> connections;

    private Database(CompletableFuture<HikariDataSource> connections) {
        this.connections = connections;
    }

    /**
     * Starts to open the database. Without WRITE_DELAY=0 a killed process loses committed rows; without RETENTION_TIME
     * the file grows; without ANALYZE_AUTO=0 the selectivities that the migrations set are overwritten. With H2's own
     * LOCK_TIMEOUT of 2 s, a write fails if a slow disk or a busy machine holds up another one; a deadlock is found at once.
     *
     * @param isCurrent whether it has had every migration, so that Flyway has nothing to do
     */
    public static Database opening(Home home, boolean isCurrent) {
        return opening(
                "jdbc:h2:file:" + home.ledger().toString().replace("\\", "/")
                        + ";WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE;TRACE_LEVEL_FILE=0"
                        + ";QUERY_CACHE_SIZE=64;ANALYZE_AUTO=0;LOCK_TIMEOUT=30000",
                isCurrent);
    }

    public static Database opening(String url, boolean isCurrent) {
        return new Database(CompletableFuture.supplyAsync(() -> open(url, isCurrent)));
    }

    /**
     * Waits for the connections, which the caller must close. All tables exist then, those of Spring Batch included.
     */
    public HikariDataSource opened() {
        try {
            return connections.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }

    private static HikariDataSource open(String url, boolean isCurrent) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(USER);
        config.setPassword("");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(IDLE);
        HikariDataSource connections = new HikariDataSource(config);
        try {
            if (!isCurrent) {
                migrate(connections);
            }
            return connections;
        } catch (RuntimeException e) {
            connections.close();
            throw e;
        }
    }

    /** Migrates the database. A home of a newer version is refused: its rules are unknown here. */
    private static void migrate(HikariDataSource connections) {
        Flyway.configure()
                .dataSource(connections)
                .loggers("slf4j")
                .ignoreMigrationPatterns(new String[0])
                .load()
                .migrate();
    }
}
