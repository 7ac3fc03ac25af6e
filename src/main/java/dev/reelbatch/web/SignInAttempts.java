package dev.reelbatch.web;

import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Failed tries to sign in, by name and address, and by address alone. After a few, each further try has to wait for
 * twice as long. Somebody at another address is not held up by them.
 */
final class SignInAttempts {

    private static final int OF_A_NAME = 5;
    private static final int OF_AN_ADDRESS = 50;
    private static final int MOST_KEYS = 10_000;
    private static final int LONGEST_NAME = 64;
    private static final Duration FIRST_WAIT = Duration.ofMinutes(1);
    private static final int LONGEST_WAIT_EXPONENT = 6; // an hour and four minutes
    private static final Duration FORGOTTEN_AFTER = Duration.ofDays(1);

    /** @param address of one person, which for IPv6 is a network */
    private record Key(String address, @Nullable String name) {}

    private record Tries(int count, long last, Duration pause) {}

    private final Time time;
    private final Map<Key, Tries> tries = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, Tries> eldest) {
            return size() > MOST_KEYS;
        }
    };

    SignInAttempts(Time time) {
        this.time = time;
    }

    /**
     * Counts a try, as failed until {@link #succeeded} is called. Returns how long it has to wait; zero if it may be
     * made.
     */
    synchronized Duration begin(String name, String address) {
        Key named = key(name, address);
        Key any = key(null, address);
        Duration wait = left(named);
        Duration ofAddress = left(any);
        if (ofAddress.compareTo(wait) > 0) {
            wait = ofAddress;
        }
        if (wait.isZero()) {
            count(named, OF_A_NAME);
            count(any, OF_AN_ADDRESS);
        }
        return wait;
    }

    synchronized void succeeded(String name, String address) {
        tries.remove(key(name, address));
        tries.computeIfPresent(
                key(null, address), (key, before) -> new Tries(before.count() - 1, before.last(), Duration.ZERO));
    }

    /** A person waits by the wall clock, also in a rehearsal. */
    private Duration since(Tries before) {
        return time.onWallClock(time.since(before.last()));
    }

    private Duration left(Key key) {
        Tries before = tries.get(key);
        if (before == null) {
            return Duration.ZERO;
        }
        Duration left = before.pause().minus(since(before));
        return left.isNegative() ? Duration.ZERO : left;
    }

    private void count(Key key, int free) {
        Tries before = tries.get(key);
        int count = before == null || since(before).compareTo(FORGOTTEN_AFTER) > 0 ? 1 : before.count() + 1;
        Duration wait = count < free
                ? Duration.ZERO
                : FIRST_WAIT.multipliedBy(1L << Math.min(count - free, LONGEST_WAIT_EXPONENT));
        tries.put(key, new Tries(count, time.nanos(), wait));
    }

    private static Key key(@Nullable String name, String address) {
        String lower = name == null ? null : name.toLowerCase(Locale.ROOT);
        return new Key(
                CallerAddress.network(address),
                lower == null ? null : lower.substring(0, Math.min(lower.length(), LONGEST_NAME)));
    }
}
