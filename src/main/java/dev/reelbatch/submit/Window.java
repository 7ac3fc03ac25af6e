package dev.reelbatch.submit;

import java.util.ArrayDeque;
import java.util.Deque;

/** No window of a rate's period, wherever it begins, holds more than its count. */
final class Window {

    private final Rate rate;
    private final Deque<Long> latest = new ArrayDeque<>();

    Window(Rate rate) {
        this.rate = rate;
    }

    /** Nanoseconds until there is room for one more; 0 or less: now. */
    long untilRoom(long now) {
        return latest.size() < rate.count()
                ? 0
                : latest.getFirst() + rate.period().toNanos() - now;
    }

    void add(long ticks) {
        latest.addLast(ticks);
        if (latest.size() > rate.count()) {
            latest.removeFirst();
        }
    }
}
