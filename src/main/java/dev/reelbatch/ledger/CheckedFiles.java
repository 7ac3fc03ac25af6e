package dev.reelbatch.ledger;

import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * A cache of file contents, for files whose name and length are not enough to identify them. A file is read once, and
 * again when its length or modification time has changed.
 */
public final class CheckedFiles {

    private static final String KNOWN = "select sha256 from checked_file where path = ? and bytes = ? and modified = ?";
    private static final String CHANGE = "update checked_file set bytes = ?, modified = ?, sha256 = ? where path = ?";
    private static final String NEW = "insert into checked_file (bytes, modified, sha256, path) values (?, ?, ?, ?)";

    private final JdbcClient jdbc;

    CheckedFiles(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns true if the file has exactly this content; false if it can't be read. */
    public boolean holds(Path file, String sha256) {
        try {
            long bytes = Files.size(file);
            long modified = modified(file);
            String known = jdbc.sql(KNOWN)
                    .params(file.toString(), bytes, modified)
                    .query(String.class)
                    .optional()
                    .orElse(null);
            if (known == null) {
                known = Sha256.of(file);
                remember(file, bytes, modified, known);
            }
            return known.equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }

    void remember(Path file, long bytes, long modified, String sha256) {
        if (jdbc.sql(CHANGE).params(bytes, modified, sha256, file.toString()).update() == 0) {
            try {
                jdbc.sql(NEW).params(bytes, modified, sha256, file.toString()).update();
            } catch (DuplicateKeyException e) {
                // another thread has just read the same file
            }
        }
    }

    /** Returns the file's modification time in nanoseconds, as exact as its disk keeps it. */
    static long modified(Path file) throws IOException {
        return Files.getLastModifiedTime(file).to(TimeUnit.NANOSECONDS);
    }
}
