package dev.reelbatch.serve;

import dev.reelbatch.text.CellText;
import dev.reelbatch.time.Time;
import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes lines that a person can follow, on the console and in the log: time, job, event. */
public final class ServeLog {

    private static final Logger log = LoggerFactory.getLogger(ServeLog.class);
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

    private final PrintWriter out;
    private final Time time;

    public ServeLog(PrintWriter out, Time time) {
        this.out = out;
        this.time = time;
    }

    /** Writes a line about one job. */
    public void say(String job, String what) {
        say(job + ": " + what);
    }

    /** Writes a line that concerns all jobs. */
    public synchronized void say(String what) {
        String line = CellText.onOneLine(what); // names of files are other people's
        log.info("{}", line);
        out.printf("%s  %s%n", STAMP.format(time.now().atZone(ZoneId.systemDefault())), line);
        out.flush();
    }
}
