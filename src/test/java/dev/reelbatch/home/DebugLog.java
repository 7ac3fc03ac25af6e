package dev.reelbatch.home;

import ch.qos.logback.classic.LoggerContext;
import org.slf4j.LoggerFactory;

/**
 * The log of everything, in homes that are opened until this is closed. The log is the whole process's: left like this,
 * it would have Spring ask a database that a later test has shut down for its warnings.
 */
public final class DebugLog implements AutoCloseable {

    private static final String LEVEL = "logging.level.root";
    private static final String SERVER_LEVEL = "logging.level.com.sun.net.httpserver";

    public DebugLog() {
        System.setProperty(LEVEL, "DEBUG");
        System.setProperty(SERVER_LEVEL, "OFF"); // a test's own server, in this process
    }

    @Override
    public void close() {
        System.clearProperty(LEVEL);
        System.clearProperty(SERVER_LEVEL);
        LoggerContext log = (LoggerContext) LoggerFactory.getILoggerFactory();
        log.reset();
        new QuietLog().configure(log);
    }
}
