package dev.reelbatch.session;

import dev.reelbatch.api.TasksClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.management.JMException;

/**
 * Loads classes that every run needs a moment later, for the database and the HTTP client, on a second thread while the
 * first one reads the command line, the settings and the sheet.
 */
public final class WarmUp {

    private WarmUp() {}

    public static void begin() {
        Thread thread = new Thread(WarmUp::load, "warm-up");
        thread.setDaemon(true);
        thread.start();
    }

    private static void load() {
        try (Connection database = DriverManager.getConnection("jdbc:h2:mem:")) {
            if (!FirstCompiler.isSetAlready()) {
                FirstCompiler.only();
            }
            database.createStatement().execute("create table warm (id bigint primary key)");
            TasksClient.warmUp();
        } catch (SQLException | IOException | JMException | RuntimeException e) {
            return; // a failure only makes the start slower, and the log is not set up yet
        }
    }
}
