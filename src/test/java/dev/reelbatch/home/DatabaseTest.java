package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.FutureTask;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two writers of one row. */
@Timeout(60)
class DatabaseTest {

    private static final Duration LONGER_THAN_BY_DEFAULT = Duration.ofMillis(2_600); // H2 gives up after 2 s

    @TempDir
    private Path folder;

    private HikariDataSource connections;

    @BeforeEach
    void open() throws SQLException {
        connections = Database.opening(new Home(folder, false).create(), true).opened();
        try (Connection connection = connections.getConnection()) {
            execute(connection, "create table counter (name varchar primary key, number int)");
            execute(connection, "insert into counter values ('a', 0), ('b', 0)");
        }
    }

    @AfterEach
    void close() {
        connections.close();
    }

    private static void execute(Connection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static FutureTask<Void> started(Connection connection, String sql) {
        FutureTask<Void> write = new FutureTask<>(() -> {
            execute(connection, sql);
            return null;
        });
        new Thread(write).start();
        return write;
    }

    @Test
    void whenAnotherWriteTakesLongThenTheNextOneWaitsForIt() throws Exception {
        try (Connection slow = connections.getConnection();
                Connection next = connections.getConnection()) {
            slow.setAutoCommit(false);
            execute(slow, "update counter set number = number + 1 where name = 'a'");
            FutureTask<Void> write = started(next, "update counter set number = number + 1 where name = 'a'");
            Awaitility.await()
                    .during(LONGER_THAN_BY_DEFAULT)
                    .atMost(LONGER_THAN_BY_DEFAULT.plusSeconds(5))
                    .until(() -> !write.isDone());
            slow.commit();
            assertThat(write.get()).isNull();
        }
    }

    @Test
    void whenTwoWritesWaitForEachOtherThenOneIsRefusedAtOnce() throws Exception {
        try (Connection one = connections.getConnection();
                Connection other = connections.getConnection()) {
            one.setAutoCommit(false);
            other.setAutoCommit(false);
            execute(one, "update counter set number = 1 where name = 'a'");
            execute(other, "update counter set number = 2 where name = 'b'");
            FutureTask<Void> write = started(one, "update counter set number = 1 where name = 'b'");
            Awaitility.await().during(Duration.ofMillis(100)).until(() -> !write.isDone());
            long start = System.nanoTime();
            assertThatThrownBy(() -> execute(other, "update counter set number = 2 where name = 'a'"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("Deadlock");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
            other.rollback();
            assertThat(write.get()).isNull();
        }
    }
}
