package dev.reelbatch.session;

import dev.reelbatch.api.TasksClient;
import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.management.JMException;

/**
 * Loads on a second thread what every run needs some moments later, the database and the HTTP client, while the first
 * one reads the command line, the settings and the sheet: classes load and initialise once, whoever asks first.
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
            return; // only slower; and the log is not set up yet
        }
    }
}
