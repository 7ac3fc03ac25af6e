package dev.reelbatch.submit;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * No window of a rate's period, wherever it begins, holds more than its count; nor does one at the API's end, as
 * long as requests are about as long on their way.
 */
final class Window {

    /** By so much less one request may be on its way than another. */
    static final long ON_THE_WAY = Duration.ofMillis(8).toNanos();

    private final Rate rate;
    private final Deque<Long> latest = new ArrayDeque<>();

    Window(Rate rate) {
        this.rate = rate;
    }

    /** Nanoseconds until there is room for one more; 0 or less: now. */
    long untilRoom(long now) {
        return latest.size() < rate.count()
                ? 0
                : latest.getFirst() + rate.period().toNanos() + ON_THE_WAY - now;
    }

    void add(long ticks) {
        latest.addLast(ticks);
        if (latest.size() > rate.count()) {
            latest.removeFirst();
        }
    }
}
