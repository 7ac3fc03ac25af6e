package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PaceTest {

    private static final long SECOND = 1_000_000_000L;
    private final Rate rate = Rate.of("60/min");
    private double random = 1;

    @Test
    void whenAllGoesWellThenSubmitsAreEvenlySpaced() {
        Pace pace = pace(List.of());
        for (long now = 5 * SECOND; now < 60 * SECOND; now += SECOND) {
            assertThat(pace.untilNext(now)).isLessThanOrEqualTo(0);
            pace.take(now);
            assertThat(pace.untilNext(now)).isEqualTo(SECOND);
        }
    }

    @Test
    void whenOneIsHandedOutLateThenTheNextMakeUpForItButNoneFollowsCloserThanHalfASpacing() {
        Pace pace = new Pace(Rate.of("50/s"), () -> random, List.of());
        long spacing = SECOND / 50;
        pace.take(0);
        long now = 4 * spacing; // three later than it should be
        assertThat(pace.untilNext(now)).isLessThanOrEqualTo(0);
        pace.take(now);
        int handedOut = 2;
        for (; now < 10 * spacing; handedOut++) {
            assertThat(pace.untilNext(now)).isBetween(spacing / 2, spacing);
            now += pace.untilNext(now);
            pace.take(now);
        }
        assertThat(handedOut).as("as many as on time").isEqualTo(11);
    }

    @Test
    void whenTheFirstAnswerTakesAFewTenthsThenTheirSubmitsAreMadeUpForAndNoWindowHoldsTooMany() {
        Pace pace = new Pace(Rate.of("50/s"), () -> random, List.of());
        List<Long> sent = new ArrayList<>();
        long now = 0;
        while (sent.size() < 500) {
            now += Math.max(0, pace.untilNext(now));
            if (sent.size() == 4) {
                now += SECOND * 3 / 10; // no more than four are open until then
            }
            pace.take(now);
            assertThat(pace.untilSend(now)).isLessThanOrEqualTo(0);
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
        Pace pace = new Pace(Rate.of("2/s"), () -> random, List.of());
        pace.untilSend(0);
        pace.untilSend(SECOND / 4);
        pace.sent(0, SECOND / 2);
        pace.sent(SECOND / 4, SECOND / 4);

        assertThat(pace.untilSend(SECOND)).isEqualTo(SECOND / 4 + Window.ON_THE_WAY);
        assertThat(pace.untilSend(SECOND * 5 / 4 + Window.ON_THE_WAY)).isLessThanOrEqualTo(0);
        assertThat(pace.untilSend(SECOND * 5 / 4 + Window.ON_THE_WAY))
                .as("the first left half a second late")
                .isEqualTo(SECOND / 4);
    }

    @Test
    void whenAProcessStartsAnewThenItWaitsASpacingFromTheLastSubmit() {
        Pace pace = pace(List.of(-10 * SECOND, -SECOND / 4));
        assertThat(pace.untilNext(0)).isEqualTo(SECOND * 3 / 4);
    }

    @Test
    void whenEarlierSubmitsFillTheWindowThenThatIsWaitedForBeforeASubmitIsHandedOut() {
        Pace pace = new Pace(Rate.of("2/min"), () -> random, List.of(-59 * SECOND, -31 * SECOND));
        assertThat(pace.untilNext(0)).isEqualTo(SECOND + Window.ON_THE_WAY);
        pace.take(SECOND);
        assertThat(pace.untilNext(SECOND)).isEqualTo(28 * SECOND + Window.ON_THE_WAY);
    }

    @Test
    void whenSubmitsSentTogetherAreTooManyThenThePaceIsHalvedOnce() {
        Pace pace = pace(List.of());
        pace.slowDown(1, 10, 0);
        pace.slowDown(2, 11, 0);
        pace.slowDown(10, 12, 0);
        assertThat(pace.share()).isEqualTo(0.5);
        pace.slowDown(11, 20, 0);
        assertThat(pace.share()).isEqualTo(0.25);
    }

    @Test
    void whenTheApiSaysHowLongToWaitThenThatLongNothingIsSent() {
        Pace pace = pace(List.of());
        pace.slowDown(1, 10, 40 * SECOND);
        pace.slowDown(2, 10, 50 * SECOND);
        assertThat(pace.untilNext(10)).isEqualTo(50 * SECOND);
    }

    @Test
    void whenTheApiDoesNotSayThenTheBackoffDoublesUpToAMinuteWithFullJitter() {
        Pace pace = pace(List.of());
        long[] expected = {1, 2, 4, 8, 16, 32, 60, 60, 60};
        long now = 1;
        for (long seconds : expected) {
            pace.slowDown(now, now, 0);
            assertThat(pace.untilNext(now)).isEqualTo(seconds * SECOND);
            now += 61 * SECOND;
        }
        random = 0;
        pace.slowDown(now, now, 0);
        assertThat(pace.untilNext(now)).isLessThanOrEqualTo(0);
    }

    @Test
    void whenSubmitsAreAcceptedThenThePaceSpeedsUpSlowlyAndNeverAboveTheCeiling() {
        Pace pace = pace(List.of());
        pace.slowDown(1, 10, 0);
        pace.speedUp();
        assertThat(pace.share()).isBetween(0.5, 0.52);
        for (int n = 0; n < 1000; n++) {
            pace.speedUp();
        }
        assertThat(pace.share()).isEqualTo(1);
    }

    @Test
    void whenItCanGoNoSlowerThenItStillGoes() {
        Pace pace = pace(List.of());
        for (int n = 1; n < 100; n++) {
            pace.slowDown(n, n, 0);
        }
        assertThat(pace.share()).isEqualTo(1.0 / 64);
    }

    @Test
    void whenTheApiIsNotThereThenAllWaitAndThePaceStays() {
        Pace pace = pace(List.of());
        pace.holdBack(1, 10, 0);
        assertThat(pace.untilNext(10)).isEqualTo(SECOND);
        pace.holdBack(11, 12, 30 * SECOND);
        assertThat(pace.untilNext(12)).isEqualTo(30 * SECOND);
        assertThat(pace.share()).isEqualTo(1);
    }

    private Pace pace(List<Long> before) {
        return new Pace(rate, () -> random, before);
    }
}
