package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

class PacePropertiesTest {

    private static final Duration PERIOD = Duration.ofSeconds(10);
    private static final long MILLI = 1_000_000; // nanoseconds; ages and lateness are milliseconds

    @Property(tries = 300)
    void whateverTheLatenessThenNoWindowHoldsTooMany(
            @ForAll @IntRange(min = 1, max = 7) int count,
            @ForAll @Size(max = 12) List<@LongRange(min = 1, max = 12_000) Long> ages,
            @ForAll @Size(min = 1, max = 60) List<@LongRange(min = 0, max = 15_000) Long> lateness) {
        List<Long> before = ages.stream().map(age -> -age * MILLI).sorted().toList();
        List<Long> known = before.subList(Math.max(0, before.size() - count), before.size());
        AdaptiveRateLimiter adaptiveRateLimiter = new AdaptiveRateLimiter(new Rate(count, PERIOD), () -> 1, known);
        List<Long> sent = new ArrayList<>(known);
        long now = 0;
        for (long late : lateness) {
            long handedOut = now + Math.max(0, adaptiveRateLimiter.untilNext(now));
            adaptiveRateLimiter.take(handedOut);
            now = handedOut + late % (late % 3 == 0 ? 15_000 : 50) * MILLI; // some much too late, others not at all
            for (long wait = adaptiveRateLimiter.untilSend(now); wait > 0; wait = adaptiveRateLimiter.untilSend(now)) {
                now += wait;
            }
            long planned = now;
            now += late % 40 * MILLI; // its connection is made
            adaptiveRateLimiter.sent(planned, now);
            sent.add(now);
        }
        for (int n = count; n < sent.size(); n++) {
            if (n >= known.size()) { // what was sent before is not this pace's doing
                assertThat(sent.get(n) - sent.get(n - count))
                        .isGreaterThanOrEqualTo(PERIOD.toNanos() + AdaptiveRateLimiter.ON_THE_WAY);
            }
        }
    }

    @Property(tries = 200)
    void whenSubmitsLeaveOnTimeThenNoneWaitsOnceItIsHandedOut(
            @ForAll @IntRange(min = 1, max = 7) int count,
            @ForAll @Size(max = 7) List<@LongRange(min = 1, max = 9_999) Long> ages) {
        List<Long> before = ages.stream().map(age -> -age * MILLI).sorted().toList();
        AdaptiveRateLimiter adaptiveRateLimiter = new AdaptiveRateLimiter(new Rate(count, PERIOD), () -> 1, before);
        long now = 0;
        for (int n = 0; n < 30; n++) {
            now += Math.max(0, adaptiveRateLimiter.untilNext(now));
            adaptiveRateLimiter.take(now);
            assertThat(adaptiveRateLimiter.untilSend(now)).isLessThanOrEqualTo(0);
        }
    }
}
