package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The courses of runs, each read at most every few seconds, however many people look at it: of a large run, which takes
 * long to read, less often. They are read one after another beside the pages: that of a large run is shown as it was
 * before, or left out at first, rather than that somebody waits for it.
 */
final class RecentCourses {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration FRESH_AFTER_END = Duration.ofMinutes(1); // it may be resumed
    private static final int READINGS = 50; // at most this part of the time is spent reading
    private static final int MOST = 200;
    private static final int LARGE = 2000; // rows
    private static final Duration PATIENCE = Duration.ofSeconds(5);
    private static final Duration PATIENCE_WITH_A_LARGE_ONE = Duration.ofMillis(30);

    private final RunPages pages;
    private final Time time;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();
    private final ExecutorService reader =
            new ThreadPoolExecutor(0, 1, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), RecentCourses::thread);

    private record Key(long run, int load, boolean isRunning) {}

    /** @param before the one that was read before, to be shown meanwhile; null if there is none */
    private record Kept(
            CompletableFuture<Reading> now, @Nullable Reading before) {}

    private record Reading(Optional<RunCourse> course, long asOf, Duration fresh) {}

    /**
     * A course, as far as it is known.
     *
     * @param course null if it is not known yet, or the run has submitted nothing
     * @param isComing true if it is being read
     */
    record Recent(@Nullable RunCourse course, boolean isComing) {}

    RecentCourses(RunPages pages, Time time) {
        this.pages = pages;
        this.time = time;
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "courses");
        thread.setDaemon(true);
        return thread;
    }

    /** @param rows number of the run's rows */
    Recent of(Run run, int rows, boolean isRunning) {
        if (kept.size() > MOST) {
            kept.clear();
        }
        Key key = new Key(run.id(), run.loadNumber(), isRunning);
        Kept read = kept.compute(key, (same, old) -> old != null && isFresh(old) ? old : begin(run, isRunning, old));
        try {
            Duration patience = rows > LARGE ? PATIENCE_WITH_A_LARGE_ONE : PATIENCE;
            return new Recent(
                    read.now()
                            .get(patience.toMillis(), TimeUnit.MILLISECONDS)
                            .course()
                            .orElse(null),
                    false);
        } catch (TimeoutException e) {
            return read.before() == null
                    ? new Recent(null, true)
                    : new Recent(read.before().course().orElse(null), false);
        } catch (ExecutionException e) {
            kept.remove(key, read);
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Recent(null, true);
        }
    }

    private boolean isFresh(Kept old) {
        Reading reading = reading(old);
        return !old.now().isDone()
                || reading != null && time.since(reading.asOf()).compareTo(reading.fresh()) < 0;
    }

    /** Returns what was read; null if it is being read, or could not be. */
    private static @Nullable Reading reading(Kept kept) {
        return kept.now().isDone() && !kept.now().isCompletedExceptionally()
                ? kept.now().join()
                : null;
    }

    private Kept begin(Run run, boolean isRunning, @Nullable Kept old) {
        return new Kept(
                CompletableFuture.supplyAsync(() -> read(run, isRunning), reader), old == null ? null : reading(old));
    }

    private Reading read(Run run, boolean isRunning) {
        long begun = time.nanos();
        RunCourse course = pages.course(run, isRunning ? time.now() : null);
        Duration slowly = time.since(begun).multipliedBy(READINGS);
        Duration fresh = !isRunning ? FRESH_AFTER_END : slowly.compareTo(FRESH) > 0 ? slowly : FRESH;
        return new Reading(Optional.ofNullable(course), time.nanos(), fresh);
    }
}
