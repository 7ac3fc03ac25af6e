package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class AdaptiveRateLimiterTest {

    private static final long SECOND = 1_000_000_000L;
    private final Rate rate = Rate.of("60/min");
    private double random = 1;

    @Test
    void whenAllGoesWellThenSubmitsAreEvenlySpaced() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        for (long now = 5 * SECOND; now < 60 * SECOND; now += SECOND) {
            assertThat(adaptiveRateLimiter.untilNext(now)).isLessThanOrEqualTo(0);
            adaptiveRateLimiter.take(now);
            assertThat(adaptiveRateLimiter.untilNext(now)).isEqualTo(SECOND);
        }
    }

    @Test
    void whenOneIsHandedOutLateThenTheNextMakeUpForItButNoneFollowsCloserThanHalfASpacing() {
        AdaptiveRateLimiter adaptiveRateLimiter = new AdaptiveRateLimiter(Rate.of("50/s"), () -> random, List.of());
        long spacing = SECOND / 50;
        adaptiveRateLimiter.take(0);
        long now = 4 * spacing; // three later than it should be
        assertThat(adaptiveRateLimiter.untilNext(now)).isLessThanOrEqualTo(0);
        adaptiveRateLimiter.take(now);
        int handedOut = 2;
        for (; now < 10 * spacing; handedOut++) {
            assertThat(adaptiveRateLimiter.untilNext(now)).isBetween(spacing / 2, spacing);
            now += adaptiveRateLimiter.untilNext(now);
            adaptiveRateLimiter.take(now);
        }
        assertThat(handedOut).as("as many as on time").isEqualTo(11);
    }

    @Test
    void whenTheFirstAnswerTakesAFewTenthsThenTheirSubmitsAreMadeUpForAndNoWindowHoldsTooMany() {
        AdaptiveRateLimiter adaptiveRateLimiter = new AdaptiveRateLimiter(Rate.of("50/s"), () -> random, List.of());
        List<Long> sent = new ArrayList<>();
        long now = 0;
        while (sent.size() < 500) {
            now += Math.max(0, adaptiveRateLimiter.untilNext(now));
            if (sent.size() == 4) {
                now += SECOND * 3 / 10; // no more than four are open until then
            }
            adaptiveRateLimiter.take(now);
            assertThat(adaptiveRateLimiter.untilSend(now)).isLessThanOrEqualTo(0);
            sent.add(now);
        }
        double use = 499 * SECOND / 50.0 / (sent.get(499) - sent.get(0));
        assertThat(use).isGreaterThanOrEqualTo(0.99);
        for (int n = 50; n < sent.size(); n++) {
            assertThat(sent.get(n) - sent.get(n - 50)).isGreaterThan(SECOND);
        }
    }

    @Test
    void whenOneWaitsForItsConnectionThenItsWindowBeginsWhenItReallyLeaves() {
        AdaptiveRateLimiter adaptiveRateLimiter = new AdaptiveRateLimiter(Rate.of("2/s"), () -> random, List.of());
        adaptiveRateLimiter.untilSend(0);
        adaptiveRateLimiter.untilSend(SECOND / 4);
        adaptiveRateLimiter.sent(0, SECOND / 2);
        adaptiveRateLimiter.sent(SECOND / 4, SECOND / 4);

        assertThat(adaptiveRateLimiter.untilSend(SECOND)).isEqualTo(SECOND / 4 + AdaptiveRateLimiter.ON_THE_WAY);
        assertThat(adaptiveRateLimiter.untilSend(SECOND * 5 / 4 + AdaptiveRateLimiter.ON_THE_WAY))
                .isLessThanOrEqualTo(0);
        assertThat(adaptiveRateLimiter.untilSend(SECOND * 5 / 4 + AdaptiveRateLimiter.ON_THE_WAY))
                .as("the first left half a second late")
                .isEqualTo(SECOND / 4);
    }

    @Test
    void whenAProcessStartsAnewThenItWaitsASpacingFromTheLastSubmit() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of(-10 * SECOND, -SECOND / 4));
        assertThat(adaptiveRateLimiter.untilNext(0)).isEqualTo(SECOND * 3 / 4);
    }

    @Test
    void whenEarlierSubmitsFillTheWindowThenThatIsWaitedForBeforeASubmitIsHandedOut() {
        AdaptiveRateLimiter adaptiveRateLimiter =
                new AdaptiveRateLimiter(Rate.of("2/min"), () -> random, List.of(-59 * SECOND, -31 * SECOND));
        assertThat(adaptiveRateLimiter.untilNext(0)).isEqualTo(SECOND + AdaptiveRateLimiter.ON_THE_WAY);
        adaptiveRateLimiter.take(SECOND);
        assertThat(adaptiveRateLimiter.untilNext(SECOND)).isEqualTo(28 * SECOND + AdaptiveRateLimiter.ON_THE_WAY);
    }

    @Test
    void whenSubmitsSentTogetherAreTooManyThenThePaceIsHalvedOnce() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        adaptiveRateLimiter.slowDown(1, 10, 0);
        adaptiveRateLimiter.slowDown(2, 11, 0);
        adaptiveRateLimiter.slowDown(10, 12, 0);
        assertThat(adaptiveRateLimiter.share()).isEqualTo(0.5);
        adaptiveRateLimiter.slowDown(11, 20, 0);
        assertThat(adaptiveRateLimiter.share()).isEqualTo(0.25);
    }

    @Test
    void whenTheApiSaysHowLongToWaitThenThatLongNothingIsSent() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        adaptiveRateLimiter.slowDown(1, 10, 40 * SECOND);
        adaptiveRateLimiter.slowDown(2, 10, 50 * SECOND);
        assertThat(adaptiveRateLimiter.untilNext(10)).isEqualTo(50 * SECOND);
    }

    @Test
    void whenTheApiDoesNotSayThenTheBackoffDoublesUpToAMinuteWithFullJitter() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        long[] expected = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        long now = 1;
        for (long seconds : expected) {
            adaptiveRateLimiter.slowDown(now, now, 0);
            assertThat(adaptiveRateLimiter.untilNext(now)).isEqualTo(seconds * SECOND);
            now += 61 * SECOND;
        }
        random = 0;
        adaptiveRateLimiter.slowDown(now, now, 0);
        assertThat(adaptiveRateLimiter.untilNext(now)).isLessThanOrEqualTo(0);
    }

    @Test
    void whenSubmitsAreAcceptedThenThePaceSpeedsUpSlowlyAndNeverAboveTheCeiling() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        adaptiveRateLimiter.slowDown(1, 10, 0);
        adaptiveRateLimiter.speedUp();
        assertThat(adaptiveRateLimiter.share()).isBetween(0.5, 0.52);
        for (int n = 0; n < 1000; n++) {
            adaptiveRateLimiter.speedUp();
        }
        assertThat(adaptiveRateLimiter.share()).isEqualTo(1);
    }

    @Test
    void whenItCanGoNoSlowerThenItStillGoes() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        for (int n = 1; n < 100; n++) {
            adaptiveRateLimiter.slowDown(n, n, 0);
        }
        assertThat(adaptiveRateLimiter.share()).isEqualTo(1.0 / 64);
    }

    @Test
    void whenTheApiIsNotThereThenAllWaitAndThePaceStays() {
        AdaptiveRateLimiter adaptiveRateLimiter = pace(List.of());
        adaptiveRateLimiter.holdBack(1, 10, 0);
        assertThat(adaptiveRateLimiter.untilNext(10)).isEqualTo(SECOND);
        adaptiveRateLimiter.holdBack(11, 12, 30 * SECOND);
        assertThat(adaptiveRateLimiter.untilNext(12)).isEqualTo(30 * SECOND);
        assertThat(adaptiveRateLimiter.share()).isEqualTo(1);
    }

    private AdaptiveRateLimiter pace(List<Long> before) {
        return new AdaptiveRateLimiter(rate, () -> random, before);
    }
}
