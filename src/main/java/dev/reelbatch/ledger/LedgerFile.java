package dev.reelbatch.ledger;

import javax.sql.DataSource;

/**
 * Operations on the database's file that SQL does not have. It is the only place that knows how a database does them:
 * PostgreSQL forces each commit to the disk and tidies its files without being told.
 */
public interface LedgerFile {

    /** Forces committed work to the disk. */
    void force();

    /** Moves a little of the data out of hardly used parts of the file, so that those can be reused. */
    void tidy();

    /** Returns the operations for H2. */
    static LedgerFile h2(DataSource dataSource) {
        return new H2File(dataSource);
    }
}
