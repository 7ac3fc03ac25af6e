package dev.reelbatch.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Forces what is committed to the disk. The one place that knows how a database does it: PostgreSQL
 * has done so by the time a commit returns; H2 hands a commit to the operating system only.
 */
@FunctionalInterface
public interface DiskSync {

    void force();

    /** For a database in a file of H2. */
    static DiskSync h2(JdbcClient jdbc) {
        return () -> jdbc.sql("checkpoint sync").update();
    }
}
