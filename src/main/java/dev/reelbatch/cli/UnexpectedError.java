package dev.reelbatch.cli;

import dev.reelbatch.home.HomeLog;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** An error that nobody foresaw: one line for the person, all of it into a file. */
final class UnexpectedError {

    private UnexpectedError() {}

    /** Returns the exit code. */
    static int report(Throwable e, PrintWriter err) {
        LoggerFactory.getLogger(UnexpectedError.class).error("A defect in reelbatch", e);
        err.println(Text.of("This is a defect in reelbatch: %s", e));
        err.println(Text.of("Nothing that was paid for is lost. The details are in %s", details(e)));
        return ExitCode.DEFECT;
    }

    private static String details(Throwable e) {
        return HomeLog.file().map(Path::toString).orElseGet(() -> ownFile(e));
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
