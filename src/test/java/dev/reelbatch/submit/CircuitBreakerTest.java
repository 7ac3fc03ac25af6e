package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.submit.CircuitBreaker.State;
import dev.reelbatch.submit.CircuitBreaker.Verdict;
import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CircuitBreakerTest {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration SPACING = Duration.ofSeconds(1);

    private final SettableTime time = new SettableTime();
    private final CircuitBreaker circuitBreaker = new CircuitBreaker(PAUSE, PATIENCE, SPACING, time);

    @Test
    void whenThreeInARowAreUnknownThenItPausesAndTriesOneAtATimeUntilOneIsAccepted() {
        beginOutage();
        assertThat(circuitBreaker.untilNext(time.nanos())).isEqualTo(PAUSE.toNanos());
        time.advance(PAUSE);
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
        Permit probe = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.answered(probe);
        assertThat(circuitBreaker.state().isOutage()).isTrue();
        circuitBreaker.accepted(send());
        assertThat(circuitBreaker.state().isOutage()).isFalse();
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenAProbeHasPassedButIsNotSentYetThenNoOtherPasses() {
        beginOutage();
        time.advance(PAUSE);
        Permit probe = circuitBreaker.grant(0, time.nanos());
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.neverSent(probe);
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenProbesStayUnknownThenEachPauseIsLongerAndThePatienceEndsIt() {
        beginOutage();
        long began = time.nanos();
        List<Long> probedAfterSeconds = new ArrayList<>();
        Verdict verdict = Verdict.GO_ON;
        while (verdict == Verdict.GO_ON) {
            time.advance(Duration.ofNanos(circuitBreaker.untilNext(time.nanos())));
            probedAfterSeconds.add(time.since(began).toSeconds());
            verdict = circuitBreaker.unknown(send());
        }
        assertThat(probedAfterSeconds).containsExactly(30L, 120L, 390L, 900L);
    }

    @Test
    void whenTheApiIsStillDownThenItLooksAgainAfterThePauseAndThePatienceEndsIt() {
        beginOutage();
        Verdict verdict = Verdict.GO_ON;
        int looks = 0;
        for (; verdict == Verdict.GO_ON; looks++) {
            time.advance(Duration.ofNanos(circuitBreaker.untilNext(time.nanos())));
            Permit probe = circuitBreaker.grant(0, time.nanos());
            assertThat(probe.isProbe()).isTrue();
            verdict = circuitBreaker.stillDown(probe);
        }
        assertThat(looks).isEqualTo(30);
    }

    @Test
    void whenAProbeIsAnsweredThenThePatienceBeginsAnew() {
        beginOutage();
        time.advance(PATIENCE);
        circuitBreaker.notAccepted(send());
        assertThat(circuitBreaker.state().isOutage()).isTrue();
        time.advance(PAUSE);
        assertThat(circuitBreaker.unknown(send())).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whenAPostFromBeforeThePauseIsUnknownThenItDoesNotStop() {
        Permit before = send();
        beginOutage();
        time.advance(PAUSE);
        assertThat(circuitBreaker.untilNext(time.nanos()))
                .as("it is still open")
                .isPositive();
        assertThat(circuitBreaker.unknown(before)).isEqualTo(Verdict.GO_ON);
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenAnAcceptedOneEndsTheOutageThenAnUnknownProbeIsNoReasonToStop() {
        Permit before = send();
        beginOutage();
        Permit probe = send();
        circuitBreaker.accepted(before);
        assertThat(circuitBreaker.unknown(probe)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whenAnAnswerComesBetweenUnknownOnesThenTheyAreNotInARow() {
        for (int n = 0; n < 6; n++) {
            circuitBreaker.unknown(send());
            circuitBreaker.unknown(send());
            circuitBreaker.answered(send());
        }
        assertThat(circuitBreaker.state().isOutage()).isFalse();
    }

    @Test
    void whenThreePostsAreOpenFarLongerThanUsualThenItPauses() {
        circuitBreaker.accepted(send());
        send();
        send();
        send(); // all at the same tick
        time.advance(Duration.ofSeconds(10));
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        assertThat(circuitBreaker.state().isOutage()).isTrue();
    }

    @Test
    void whenTheApiIsAlwaysSlowThenLongIsUsual() {
        for (int n = 0; n < 30; n++) {
            Permit permit = send();
            time.advance(Duration.ofSeconds(20));
            circuitBreaker.accepted(permit);
        }
        send();
        send();
        send();
        time.advance(Duration.ofSeconds(100));
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneWasTurnedAwayThenOneAtATimeGoesUntilOneIsAnsweredOtherwise() {
        Permit late = send();
        circuitBreaker.notAccepted(send());
        Permit scout = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.notAccepted(late);
        assertThat(circuitBreaker.untilNext(time.nanos()))
                .as("the scout is still out")
                .isPositive();
        circuitBreaker.noConnection(scout);
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
        Permit next = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.accepted(next);
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneIsUnknownThenOneAtATimeGoesUntilOneIsAnswered() {
        circuitBreaker.unknown(send());
        Permit scout = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.answered(scout);
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenNothingIsAnsweredThenNoMoreIsOpenThanThePaceNeedsAndAFew() {
        assertThat(openAtOnce()).as("before the first answer").isEqualTo(4);
        for (int n = 0; n < 40; n++) {
            Permit permit = send();
            time.advance(Duration.ofSeconds(4));
            circuitBreaker.accepted(permit);
        }
        assertThat(openAtOnce()).as("one a second, answered after 4 s").isEqualTo(10);
    }

    @Test
    void whenPostsAreAnsweredThenItGoesThroughItsStates() {
        assertThat(circuitBreaker.state()).isEqualTo(State.CLOSED);
        circuitBreaker.noConnection(send());
        assertThat(circuitBreaker.state()).isEqualTo(State.CAUTIOUS);
        circuitBreaker.answered(send());
        assertThat(circuitBreaker.state()).isEqualTo(State.CLOSED);
        circuitBreaker.unknown(send());
        circuitBreaker.unknown(send());
        assertThat(circuitBreaker.state()).isEqualTo(State.CAUTIOUS);
        circuitBreaker.unknown(send());
        assertThat(circuitBreaker.state()).isEqualTo(State.OPEN);
        time.advance(PAUSE);
        Permit probe = send();
        assertThat(circuitBreaker.state()).isEqualTo(State.HALF_OPEN);
        circuitBreaker.notAccepted(probe);
        assertThat(circuitBreaker.state()).isEqualTo(State.OPEN);
        Permit next = send();
        circuitBreaker.accepted(next);
        assertThat(circuitBreaker.state()).isEqualTo(State.CLOSED);
    }

    private int openAtOnce() {
        List<Permit> open = new ArrayList<>();
        while (circuitBreaker.untilNext(time.nanos()) == 0) {
            open.add(send());
        }
        open.forEach(circuitBreaker::neverSent);
        return open.size();
    }

    private void beginOutage() {
        for (int n = 0; n < 3; n++) {
            assertThat(circuitBreaker.unknown(send())).isEqualTo(Verdict.GO_ON);
        }
        assertThat(circuitBreaker.state().isOutage()).isTrue();
    }

    private Permit send() {
        Permit permit = circuitBreaker.grant(0, time.nanos());
        permit.sent(time.nanos());
        return permit;
    }
}
