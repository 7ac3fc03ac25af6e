package dev.reelbatch.serve;

import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Lines that a person can follow, on the console and in the log: when, which job, what. */
public final class ServeLog {

    private static final Logger log = LoggerFactory.getLogger(ServeLog.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PrintWriter out;
    private final Time time;

    public ServeLog(PrintWriter out, Time time) {
        this.out = out;
        this.time = time;
    }

    /** What concerns one job. */
    public void say(String job, String what) {
        say(job + ": " + what);
    }

    /** What concerns all. */
    public synchronized void say(String what) {
        log.info("{}", what);
        out.printf("%s  %s%n", STAMP.format(time.now().atZone(ZoneId.systemDefault())), what);
        out.flush();
    }
}
