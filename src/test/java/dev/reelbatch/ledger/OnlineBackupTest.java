package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.ZipInputStream;
import org.h2.jdbcx.JdbcConnectionPool;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;

/** H2's own backup, with the settings that the home's database has. */
@Tag("fire")
class OnlineBackupTest {

    private static final int COPIES = 12;

    private final Path folder;

    OnlineBackupTest(@TempDir Path folder) {
        this.folder = folder;
    }

    private JdbcConnectionPool open(Path database) {
        return JdbcConnectionPool.create(
                "jdbc:h2:file:%s;WRITE_DELAY=0;RETENTION_TIME=1000;DB_CLOSE_ON_EXIT=FALSE".formatted(database),
                "sa",
                "");
    }

    @Test
    @Timeout(120)
    void whenItIsCopiedWhileOthersWriteThenEveryCopyHoldsWhatWasCommittedBefore() throws Exception {
        JdbcConnectionPool pool = open(folder.resolve("ledger"));
        JdbcClient jdbc = JdbcClient.create(pool);
        jdbc.sql("create table line (id int primary key, text varchar)").update();
        AtomicInteger committed = new AtomicInteger();
        AtomicBoolean stop = new AtomicBoolean();
        CompletableFuture<Void> writer = CompletableFuture.runAsync(() -> {
            while (!stop.get()) {
                int next = committed.get() + 1;
                jdbc.sql("insert into line values (?, ?)")
                        .params(next, "x".repeat(500))
                        .update();
                jdbc.sql("update line set text = ? where id = ?")
                        .params("y".repeat(700), next / 2)
                        .update();
                committed.set(next);
            }
        });
        for (int n = 0; n < COPIES; n++) {
            int before = committed.get();
            Path zip = folder.resolve(n + ".zip");
            OnlineBackup.h2(jdbc).to(zip);
            assertThat(linesIn(zip, n)).as("copy " + n).isBetween(before, committed.get() + 1);
        }
        stop.set(true);
        writer.get();
        assertThat(committed.get()).isPositive();
        pool.dispose();
    }

    private int linesIn(Path zip, int n) throws IOException {
        Path copy = Files.createDirectories(folder.resolve("copy" + n));
        try (InputStream in = Files.newInputStream(zip);
                ZipInputStream entries = new ZipInputStream(in)) {
            assertThat(entries.getNextEntry().getName()).isEqualTo("ledger.mv.db");
            Files.copy(entries, copy.resolve("ledger.mv.db"));
        }
        JdbcConnectionPool pool = open(copy.resolve("ledger"));
        try {
            JdbcClient jdbc = JdbcClient.create(pool);
            jdbc.sql("analyze").update();
            int lines =
                    jdbc.sql("select count(*) from line").query(Integer.class).single();
            assertThat(jdbc.sql("select max(id) from line")
                            .query(Integer.class)
                            .optional()
                            .orElse(0))
                    .isEqualTo(lines);
            return lines;
        } finally {
            pool.dispose();
        }
    }
}
