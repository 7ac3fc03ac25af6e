package dev.reelbatch.job;

import ch.qos.logback.core.Context;
import ch.qos.logback.core.status.StatusManager;
import org.slf4j.LoggerFactory;

/** A log that can't be written, on a full disk, must not put stack traces on the console for every line. */
final class SilentLog {

    private SilentLog() {}

    /** To be called after Spring Boot has set the log up, which tells the console of Logback's own troubles. */
    static void complainToNobody() {
        if (LoggerFactory.getILoggerFactory() instanceof Context logback) {
            StatusManager status = logback.getStatusManager();
            status.getCopyOfStatusListenerList().forEach(status::remove);
        }
    }
}
