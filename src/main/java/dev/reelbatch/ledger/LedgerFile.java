package dev.reelbatch.ledger;

import javax.sql.DataSource;

/**
 * The file that the database lies in, as far as SQL has no words for it. The one place that knows how a
 * database does it: PostgreSQL forces each commit to the disk by itself, and tidies up by itself.
 */
public interface LedgerFile {

    /** Forces what is committed to the disk. */
    void force();

    /** Moves a little of what lies scattered in hardly used parts of the file, so that those can be used anew. */
    void tidy();

    /** The file of an H2. */
    static LedgerFile h2(DataSource dataSource) {
        return new H2File(dataSource);
    }
}
