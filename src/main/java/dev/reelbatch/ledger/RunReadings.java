package dev.reelbatch.ledger;

import dev.reelbatch.ledger.RestingTotals.Load;
import dev.reelbatch.time.Time;
import java.lang.ref.SoftReference;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What pages show of runs, read once for all who look at the same time: of a run whose clips are at rest, as long as no
 * such clip of the home changes and no run ends; of others for a second. What is acted upon is read anew.
 */
public final class RunReadings {

    private static final Duration KEPT = Duration.ofSeconds(1); // by the wall clock
    private static final int MOST = 500;

    private final RestingTotals resting;
    private final RecentTotals recent;
    private final Time time;
    private final Map<Key, Slot> slots = new ConcurrentHashMap<>();

    RunReadings(RestingTotals resting, RecentTotals recent, Time time) {
        this.resting = resting;
        this.recent = recent;
        this.time = time;
    }

    private record Key(Load load, Object what) {}

    /** @param forgotten of the recent totals before it was read: a change since makes it old */
    private record Kept(Object value, boolean isAtRest, long forgotten, long readAt) {}

    /** Where one reads while others wait for the same. */
    private static final class Slot {

        private @Nullable SoftReference<Kept> kept;

        private @Nullable Kept kept() {
            return kept == null ? null : kept.get();
        }
    }

    /**
     * Returns what was read of a run, and reads it if need be.
     *
     * @param what tells which reading of the run it is, and all that it depends on besides clips
     */
    @SuppressWarnings("unchecked") // of the same reading
    public <V> V of(Run run, Object what, Supplier<V> reading) {
        if (slots.size() > MOST) {
            slots.clear();
        }
        Slot slot = slots.computeIfAbsent(new Key(Load.of(run), what), key -> new Slot());
        synchronized (slot) {
            Kept kept = slot.kept();
            if (kept == null || !isFresh(kept)) {
                long forgotten = recent.forgotten();
                boolean isAtRest = !resting.of(List.of(run)).isEmpty();
                kept = new Kept(reading.get(), isAtRest, forgotten, time.nanos());
                slot.kept = new SoftReference<>(kept);
            }
            return (V) kept.value();
        }
    }

    private boolean isFresh(Kept kept) {
        return kept.forgotten() == recent.forgotten()
                && (kept.isAtRest()
                        || time.onWallClock(time.since(kept.readAt())).compareTo(KEPT) <= 0);
    }
}
