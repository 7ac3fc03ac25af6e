package dev.reelbatch.report;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import java.util.Objects;

/** Thrown when a report can't be written: a full disk, or a folder without permission. Earlier files are untouched. */
public final class ReportException extends UserException {

    /** @param file the file that can't be written, or the folder of all of them */
    public ReportException(Path file, IOException cause) {
        super(
                Kind.INTERRUPTED,
                Text.of(
                        "The report %s could not be written: %s. Make room or make it writable, then run again to resume; nothing you paid for is lost.",
                        file, reason(cause)),
                cause);
    }

    private static String reason(IOException e) {
        if (e instanceof AccessDeniedException) {
            return Text.of("you have no permission to write there");
        }
        if (e instanceof FileAlreadyExistsException) {
            return Text.of("a file is where a folder should be");
        }
        if (e instanceof FileSystemException file && file.getReason() != null) {
            return file.getReason();
        }
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
