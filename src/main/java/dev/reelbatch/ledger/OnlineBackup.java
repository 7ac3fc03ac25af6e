package dev.reelbatch.ledger;

import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies the database while it is in use; every database does that in its own way. */
@FunctionalInterface
public interface OnlineBackup {

    /** Writes all committed work into a ZIP file. */
    void to(Path zip);

    /** Returns H2's own backup, during which others may continue to write. */
    static OnlineBackup h2(JdbcClient jdbc) {
        return zip -> jdbc.sql("backup to ?").param(zip.toString()).update();
    }
}
