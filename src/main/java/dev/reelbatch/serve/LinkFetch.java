package dev.reelbatch.serve;

import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Fetches the sheet of a run from its link while the run waits, so that no other run waits for its host. */
final class LinkFetch {

    private final Supplier<Path> fetching;
    private @Nullable CompletableFuture<Path> running;

    LinkFetch(Supplier<Path> fetching) {
        this.fetching = fetching;
    }

    /** Begins to fetch the sheet, if that has not begun. Returns true once it has come, or can't come. */
    synchronized boolean isReady() {
        if (running == null) {
            running = CompletableFuture.supplyAsync(fetching, LinkFetch::start);
        }
        return running.isDone();
    }

    private static void start(Runnable work) {
        Thread thread = new Thread(work, "link");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Returns the sheet that has come. The next try fetches it again.
     *
     * @throws dev.reelbatch.text.UserException if it can't be fetched
     */
    synchronized Path take() {
        CompletableFuture<Path> came = Objects.requireNonNull(running);
        running = null;
        try {
            return came.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException why ? why : e;
        }
    }
}
