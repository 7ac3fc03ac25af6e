package dev.reelbatch.session;

import dev.reelbatch.api.TasksClient;
import dev.reelbatch.load.Catalogue;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import javax.management.JMException;

/**
 * Loads what is needed a moment later on a second thread, while the first one reads the command line and the
 * settings.
 */
public final class WarmUp {

    private WarmUp() {}

    /** Loads the shipped models, the database and the HTTP client. */
    public static void forRun() {
        begin(() -> {
            loadDatabase();
            if (!FirstCompiler.isSetAlready()) {
                FirstCompiler.only();
            }
            TasksClient.warmUp();
        });
    }

    /** Loads the shipped models and the database: nothing is called before it answers. */
    public static void forServe() {
        begin(WarmUp::loadDatabase);
    }

    private interface Work {
        void run() throws SQLException, IOException, JMException;
    }

    private static void begin(Work work) {
        Thread thread = new Thread(() -> tryTo(work), "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void tryTo(Work work) {
        try {
            Catalogue.shippedValues(List.of());
            work.run();
        } catch (SQLException | IOException | JMException | RuntimeException e) {
            return; // a failure only makes the start slower, and the log is not set up yet
        }
    }

    private static void loadDatabase() throws SQLException {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            database.createStatement().execute("create table warm (id bigint primary key)");
        }
    }
}
