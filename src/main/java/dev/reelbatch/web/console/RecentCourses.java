package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The courses of runs, each read at most every few seconds, however many people look at it. */
final class RecentCourses {

    private static final Duration FRESH = Duration.ofSeconds(5);
    private static final int MOST = 200;

    private final RunPages pages;
    private final Time time;
    private final Map<Key, Kept> kept = new ConcurrentHashMap<>();

    private record Key(long run, int load, boolean isRunning) {}

    private record Kept(@Nullable RunCourse course, long asOf) {}

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
        return time.since(old.asOf()).compareTo(FRESH) < 0;
    }

    private Kept read(Run run, boolean isRunning) {
        return new Kept(pages.course(run, isRunning ? time.now() : null), time.nanos());
    }
}
