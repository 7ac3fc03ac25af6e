package dev.reelbatch.ledger;

import java.sql.Connection;
import java.sql.SQLException;
import javax.sql.DataSource;
import org.h2.engine.SessionLocal;
import org.h2.jdbc.JdbcConnection;
import org.h2.mvstore.MVStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The file of an H2 database. H2 only hands a commit to the operating system, and frees a part of its file when nothing
 * in it is used any more. Its own thread for moving the last pages out of such parts does not run if each commit is
 * written at once ({@code WRITE_DELAY=0}); without the clean-up here the file grew by 50 KB a row.
 */
final class H2File implements LedgerFile {

    private static final Logger log = LoggerFactory.getLogger(H2File.class);
    private static final int FILLED_ENOUGH = 60; // percent
    private static final int MOVED_AT_ONCE = 2 * 1024 * 1024; // bytes; takes some milliseconds

    private final DataSource dataSource;
    private final JdbcClient jdbc;

    H2File(DataSource dataSource) {
        this.dataSource = dataSource;
        this.jdbc = JdbcClient.create(dataSource);
    }

    @Override
    public void force() {
        jdbc.sql("checkpoint sync").update();
    }

    @Override
    public void tidy() {
        try (Connection connection = dataSource.getConnection()) {
            store(connection).compact(FILLED_ENOUGH, MOVED_AT_ONCE);
        } catch (SQLException | RuntimeException e) { // nothing is lost by it, and the journal must continue
            log.warn("The ledger's file can't be tidied up: {}", e.toString());
        }
    }

    private static MVStore store(Connection connection) throws SQLException {
        SessionLocal session =
                (SessionLocal) connection.unwrap(JdbcConnection.class).getSession();
        return session.getDatabase().getStore().getMvStore();
    }
}
