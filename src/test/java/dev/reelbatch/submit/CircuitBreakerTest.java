package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.submit.CircuitBreaker.Post;
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
        Post probe = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.answered(probe);
        assertThat(circuitBreaker.isProbing()).isTrue();
        circuitBreaker.accepted(send());
        assertThat(circuitBreaker.isProbing()).isFalse();
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenAProbeHasPassedButIsNotSentYetThenNoOtherPasses() {
        beginOutage();
        time.advance(PAUSE);
        Post probe = circuitBreaker.pass(0, time.nanos());
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
            Post probe = circuitBreaker.pass(0, time.nanos());
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
        assertThat(circuitBreaker.isProbing()).isTrue();
        time.advance(PAUSE);
        assertThat(circuitBreaker.unknown(send())).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whenAPostFromBeforeThePauseIsUnknownThenItDoesNotStop() {
        Post before = send();
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
        Post before = send();
        beginOutage();
        Post probe = send();
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
        assertThat(circuitBreaker.isProbing()).isFalse();
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
        assertThat(circuitBreaker.isProbing()).isTrue();
    }

    @Test
    void whenTheApiIsAlwaysSlowThenLongIsUsual() {
        for (int n = 0; n < 30; n++) {
            Post post = send();
            time.advance(Duration.ofSeconds(20));
            circuitBreaker.accepted(post);
        }
        send();
        send();
        send();
        time.advance(Duration.ofSeconds(100));
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneWasTurnedAwayThenOneAtATimeGoesUntilOneIsAnsweredOtherwise() {
        Post late = send();
        circuitBreaker.notAccepted(send());
        Post scout = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.notAccepted(late);
        assertThat(circuitBreaker.untilNext(time.nanos()))
                .as("the scout is still out")
                .isPositive();
        circuitBreaker.noConnection(scout);
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
        Post next = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.accepted(next);
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneIsUnknownThenOneAtATimeGoesUntilOneIsAnswered() {
        circuitBreaker.unknown(send());
        Post scout = send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isPositive();
        circuitBreaker.answered(scout);
        send();
        assertThat(circuitBreaker.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenNothingIsAnsweredThenNoMoreIsOpenThanThePaceNeedsAndAFew() {
        assertThat(openAtOnce()).as("before the first answer").isEqualTo(4);
        for (int n = 0; n < 40; n++) {
            Post post = send();
            time.advance(Duration.ofSeconds(4));
            circuitBreaker.accepted(post);
        }
        assertThat(openAtOnce()).as("one a second, answered after 4 s").isEqualTo(10);
    }

    private int openAtOnce() {
        List<Post> open = new ArrayList<>();
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
        assertThat(circuitBreaker.isProbing()).isTrue();
    }

    private Post send() {
        Post post = circuitBreaker.pass(0, time.nanos());
        circuitBreaker.sent(post);
        return post;
    }
}
