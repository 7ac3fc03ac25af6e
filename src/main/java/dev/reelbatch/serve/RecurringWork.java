package dev.reelbatch.serve;

import dev.reelbatch.stage.FailureCause;
import dev.reelbatch.text.Text;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does what a server does again and again. If it fails, perhaps because a disk is full, that is said once, and the server
 * goes on: the next round tries again.
 */
final class RecurringWork {

    private static final Logger log = LoggerFactory.getLogger(RecurringWork.class);

    private final ServeLog serveLog;
    private final Map<String, String> failed = new ConcurrentHashMap<>(); // what was said, by job and kind

    RecurringWork(ServeLog serveLog) {
        this.serveLog = serveLog;
    }

    /**
     * Does work that the next round repeats if it fails.
     *
     * @param job for which it is; empty for none in particular
     * @param kind of work, so that each failure is said once
     */
    void attempt(String job, String kind, Runnable work) {
        String key = kind + " " + job;
        try {
            work.run();
            failed.remove(key);
        } catch (RuntimeException e) {
            String why = FailureCause.ofDisk(e)
                    .map(reason -> Text.of("The disk can't be written at present (%s); trying again", reason))
                    .orElseGet(() -> Text.of("Defect in reelbatch: %s. The log has the details.", e));
            if (!why.equals(failed.put(key, why))) {
                log.error("The work \"{}\" has failed", key, e);
                if (job.isEmpty()) {
                    serveLog.say(why);
                } else {
                    serveLog.say(job, why);
                }
            }
        }
    }
}
