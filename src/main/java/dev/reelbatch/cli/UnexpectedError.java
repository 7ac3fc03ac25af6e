package dev.reelbatch.cli;

import dev.reelbatch.home.HomeLog;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.slf4j.LoggerFactory;

/** Reports an unforeseen error: one line for the person, the details in a file. */
final class UnexpectedError {

    private UnexpectedError() {}

    /** Reports the error. Returns the exit code. */
    static int report(Throwable e, PrintWriter err) {
        LoggerFactory.getLogger(UnexpectedError.class).error("A defect in reelbatch", e);
        err.println(Text.of("This is a defect in reelbatch: %s", e));
        err.println(Text.of("Nothing you paid for is lost. The details are in %s", details(e)));
        return ExitCode.DEFECT;
    }

    private static String details(Throwable e) {
        return HomeLog.file().map(Path::toString).orElseGet(() -> ownFile(e));
    }

    /** Writes the details to a file of its own, because no log exists before a home is open. */
    private static String ownFile(Throwable e) {
        try {
            Path file = Files.createTempFile("reelbatch-defect-", ".txt");
            try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
                e.printStackTrace(out);
            }
            return file.toString();
        } catch (IOException unwritable) {
            return Text.of("no file, because none could be written: %s", unwritable.getMessage());
        }
    }
}
