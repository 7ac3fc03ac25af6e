package dev.reelbatch.ledger;

import java.nio.file.Path;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Copies the database while it is used; the one thing about it that every database does in its own way. */
@FunctionalInterface
public interface OnlineBackup {

    /** Writes what is committed by now into a ZIP file. */
    void to(Path zip);

    /** H2's own backup: others go on writing meanwhile. */
    static OnlineBackup h2(JdbcClient jdbc) {
        return zip -> jdbc.sql("backup to ?").param(zip.toString()).update();
    }
}
