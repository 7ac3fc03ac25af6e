package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.submit.Outage.Post;
import dev.reelbatch.submit.Outage.Verdict;
import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OutageTest {

    private static final Duration PAUSE = Duration.ofSeconds(30);
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration SPACING = Duration.ofSeconds(1);

    private final SettableTime time = new SettableTime();
    private final Outage outage = new Outage(PAUSE, PATIENCE, SPACING, time);

    @Test
    void whenThreeInARowAreUnknownThenItPausesAndTriesOneAtATimeUntilOneIsAccepted() {
        beginOutage();
        assertThat(outage.untilNext(time.nanos())).isEqualTo(PAUSE.toNanos());
        time.advance(PAUSE);
        assertThat(outage.untilNext(time.nanos())).isZero();
        Post probe = send();
        assertThat(outage.untilNext(time.nanos())).isPositive();
        outage.answered(probe);
        assertThat(outage.isProbing()).isTrue();
        outage.accepted(send());
        assertThat(outage.isProbing()).isFalse();
        send();
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenAProbeHasPassedButIsNotSentYetThenNoOtherPasses() {
        beginOutage();
        time.advance(PAUSE);
        Post probe = outage.pass(0, time.nanos());
        assertThat(outage.untilNext(time.nanos())).isPositive();
        outage.neverSent(probe);
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenProbesStayUnknownThenEachPauseIsLongerAndThePatienceEndsIt() {
        beginOutage();
        long began = time.nanos();
        List<Long> probedAfterSeconds = new ArrayList<>();
        Verdict verdict = Verdict.GO_ON;
        while (verdict == Verdict.GO_ON) {
            time.advance(Duration.ofNanos(outage.untilNext(time.nanos())));
            probedAfterSeconds.add(time.since(began).toSeconds());
            verdict = outage.unknown(send());
        }
        assertThat(probedAfterSeconds).containsExactly(30L, 120L, 390L, 900L);
    }

    @Test
    void whenTheApiIsStillDownThenItLooksAgainAfterThePauseAndThePatienceEndsIt() {
        beginOutage();
        Verdict verdict = Verdict.GO_ON;
        int looks = 0;
        for (; verdict == Verdict.GO_ON; looks++) {
            time.advance(Duration.ofNanos(outage.untilNext(time.nanos())));
            Post probe = outage.pass(0, time.nanos());
            assertThat(probe.isProbe()).isTrue();
            verdict = outage.stillDown(probe);
        }
        assertThat(looks).isEqualTo(30);
    }

    @Test
    void whenAProbeIsAnsweredThenThePatienceBeginsAnew() {
        beginOutage();
        time.advance(PATIENCE);
        outage.notAccepted(send());
        assertThat(outage.isProbing()).isTrue();
        time.advance(PAUSE);
        assertThat(outage.unknown(send())).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whenAPostFromBeforeThePauseIsUnknownThenItDoesNotStop() {
        Post before = send();
        beginOutage();
        time.advance(PAUSE);
        assertThat(outage.untilNext(time.nanos())).as("it is still open").isPositive();
        assertThat(outage.unknown(before)).isEqualTo(Verdict.GO_ON);
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenAnAcceptedOneEndsTheOutageThenAnUnknownProbeIsNoReasonToStop() {
        Post before = send();
        beginOutage();
        Post probe = send();
        outage.accepted(before);
        assertThat(outage.unknown(probe)).isEqualTo(Verdict.GO_ON);
    }

    @Test
    void whenAnAnswerComesBetweenUnknownOnesThenTheyAreNotInARow() {
        for (int n = 0; n < 6; n++) {
            outage.unknown(send());
            outage.unknown(send());
            outage.answered(send());
        }
        assertThat(outage.isProbing()).isFalse();
    }

    @Test
    void whenThreePostsAreOpenFarLongerThanUsualThenItPauses() {
        outage.accepted(send());
        send();
        send();
        send(); // all at the same tick
        time.advance(Duration.ofSeconds(10));
        assertThat(outage.untilNext(time.nanos())).isZero();
        time.advance(Duration.ofSeconds(1));
        assertThat(outage.untilNext(time.nanos())).isPositive();
        assertThat(outage.isProbing()).isTrue();
    }

    @Test
    void whenTheApiIsAlwaysSlowThenLongIsUsual() {
        for (int n = 0; n < 30; n++) {
            Post post = send();
            time.advance(Duration.ofSeconds(20));
            outage.accepted(post);
        }
        send();
        send();
        send();
        time.advance(Duration.ofSeconds(100));
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneWasTurnedAwayThenOneAtATimeGoesUntilOneIsAnsweredOtherwise() {
        Post late = send();
        outage.notAccepted(send());
        Post scout = send();
        assertThat(outage.untilNext(time.nanos())).isPositive();
        outage.notAccepted(late);
        assertThat(outage.untilNext(time.nanos())).as("the scout is still out").isPositive();
        outage.noConnection(scout);
        assertThat(outage.untilNext(time.nanos())).isZero();
        Post next = send();
        assertThat(outage.untilNext(time.nanos())).isPositive();
        outage.accepted(next);
        send();
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenOneIsUnknownThenOneAtATimeGoesUntilOneIsAnswered() {
        outage.unknown(send());
        Post scout = send();
        assertThat(outage.untilNext(time.nanos())).isPositive();
        outage.answered(scout);
        send();
        assertThat(outage.untilNext(time.nanos())).isZero();
    }

    @Test
    void whenNothingIsAnsweredThenNoMoreIsOpenThanThePaceNeedsAndAFew() {
        assertThat(openAtOnce()).as("before the first answer").isEqualTo(4);
        for (int n = 0; n < 40; n++) {
            Post post = send();
            time.advance(Duration.ofSeconds(4));
            outage.accepted(post);
        }
        assertThat(openAtOnce()).as("one a second, answered after 4 s").isEqualTo(10);
    }

    private int openAtOnce() {
        List<Post> open = new ArrayList<>();
        while (outage.untilNext(time.nanos()) == 0) {
            open.add(send());
        }
        open.forEach(outage::neverSent);
        return open.size();
    }

    private void beginOutage() {
        for (int n = 0; n < 3; n++) {
            assertThat(outage.unknown(send())).isEqualTo(Verdict.GO_ON);
        }
        assertThat(outage.isProbing()).isTrue();
    }

    private Post send() {
        Post post = outage.pass(0, time.nanos());
        outage.sent(post);
        return post;
    }
}
