package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** An error that nobody foresaw: one line for the person, all of it into a file. */
final class Defect {

    private static final String LOG_FILE = "LOG_FILE"; // set by Spring Boot once it logs to a file

    private Defect() {}

    /** Returns the exit code. */
    static int report(Throwable e, PrintWriter err) {
        LoggerFactory.getLogger(Defect.class).error("A defect in reelbatch", e);
        err.println(Text.of("This is a defect in reelbatch: %s", e));
        err.println(Text.of("Nothing that was paid for is lost. The details are in %s", details(e)));
        return ExitCode.DEFECT;
    }

    private static String details(Throwable e) {
        String log = System.getProperty(LOG_FILE);
        return log == null ? ownFile(e) : log;
    }

    /** Before a home is open there is no log. */
    private static String ownFile(Throwable e) {
        try {
            Path file = Files.createTempFile("reelbatch-defect-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                e.printStackTrace(out);
            }
            return file.toString();
        } catch (IOException unwritable) {
            return Text.of("no file, since none could be written: %s", unwritable.getMessage());
        }
    }
}
