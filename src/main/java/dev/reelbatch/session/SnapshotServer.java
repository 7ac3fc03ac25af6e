package dev.reelbatch.session;

import dev.reelbatch.home.Snapshots;
import dev.reelbatch.ledger.OnlineBackup;
import java.io.IOException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Serves copies of the database to processes that ask for one, while this process holds the home. */
final class SnapshotServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SnapshotServer.class);
    private static final long EVERY_MILLIS = 500;

    private final Snapshots snapshots;
    private final OnlineBackup database;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread daemon = new Thread(work, "answering");
        daemon.setDaemon(true);
        return daemon;
    });

    SnapshotServer(Snapshots snapshots, OnlineBackup database) {
        this.snapshots = snapshots;
        this.database = database;
    }

    void start() {
        snapshots.forgetAll();
        thread.scheduleWithFixedDelay(this::look, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
    }

    private void look() {
        try {
            snapshots.answerAll(database::to);
        } catch (IOException | RuntimeException e) {
            log.warn("A copy of the database could not be handed out", e);
        }
    }

    /** Stops without an interrupt: one that strikes while H2 writes would close the database's file. */
    @Override
    public void close() {
        thread.shutdown();
        try {
            thread.awaitTermination(2, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
