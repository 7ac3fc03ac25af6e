package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The courses of runs, each read at most every few seconds, however many people look at it: of a large run, which takes
 * long to read, less often.
 */
final class RecentCourses {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final Duration FRESH_AFTER_END = Duration.ofMinutes(1); // it may be resumed
    private static final int READINGS = 50; // at most this part of the time is spent reading
    private static final int MOST = 200;

    private final RunPages pages;
    private final Time time;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    private record Key(long run, int load, boolean isRunning) {}

    private record Kept(@Nullable RunCourse course, long asOf, Duration fresh) {}

    RecentCourses(RunPages pages, Time time) {
        this.pages = pages;
        this.time = time;
    }

    /** Returns how a run went; null if it submitted nothing. */
    @Nullable RunCourse of(Run run, boolean isRunning) {
        if (kept.size() > MOST) {
            kept.clear();
        }
        Key key = new Key(run.id(), run.loadNumber(), isRunning);
        return kept.compute(key, (same, old) -> old != null && isFresh(old) ? old : read(run, isRunning))
                .course();
    }

    private boolean isFresh(Kept old) {
        return time.since(old.asOf()).compareTo(old.fresh()) < 0;
    }

    private Kept read(Run run, boolean isRunning) {
        long begun = time.nanos();
        RunCourse course = pages.course(run, isRunning ? time.now() : null);
        Duration slowly = time.since(begun).multipliedBy(READINGS);
        Duration fresh = !isRunning ? FRESH_AFTER_END : slowly.compareTo(FRESH) > 0 ? slowly : FRESH;
        return new Kept(course, time.nanos(), fresh);
    }
}
