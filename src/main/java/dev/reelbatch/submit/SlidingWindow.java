package dev.reelbatch.submit;

import java.time.Duration;
import java.util.TreeMap;

/**
 * No window of a rate's period, wherever it begins, holds more than its count; nor does one at the API's end, as
 * long as requests are about as long on their way.
 */
final class SlidingWindow {

    /** By so much less one request may be on its way than another. */
    static final long ON_THE_WAY = Duration.ofMillis(6).toNanos();

    private final Rate rate;
    private final TreeMap<Long, Integer> latest = new TreeMap<>(); // how many at these ticks
    private int size;

    SlidingWindow(Rate rate) {
        this.rate = rate;
    }

    /** Nanoseconds until there is room for one more; 0 or less: now. */
    long untilRoom(long now) {
        return size < rate.count() ? 0 : latest.firstKey() + rate.period().toNanos() + ON_THE_WAY - now;
    }

    void add(long ticks) {
        latest.merge(ticks, 1, Integer::sum);
        if (++size > rate.count()) {
            remove(latest.firstKey());
        }
    }

    /** What was to be at the planned ticks was later. */
    void moved(long planned, long ticks) {
        if (latest.containsKey(planned)) {
            remove(planned);
        }
        add(ticks);
    }

    private void remove(long ticks) {
        latest.computeIfPresent(ticks, (at, many) -> many == 1 ? null : many - 1);
        size--;
    }
}
