package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.OpenSubmission;
import dev.reelbatch.stage.ApiSilence;
import dev.reelbatch.stage.StageRig;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.time.SettableTime;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Permits, and the consequences of an answer for the submits that follow. */
@Timeout(60)
class SubmitThrottleTest {

    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final Predicate<String> NO_TASK = task -> false;
    private static final SubmitAnswer ACCEPTED = new SubmitAnswer.Accepted("task", null);

    private final SettableTime time = new SettableTime();
    private final StopSignal stop = new StopSignal();
    private StageRig rig;
    private Clip clip;
    private int submissions;
    private SubmitThrottle throttle;

    @BeforeEach
    void open(@TempDir Path out) {
        rig = new StageRig(out);
        clip = rig.ledger.queued(rig.runOf(1)).get(0).clip();
        throttle = new SubmitThrottle(
                Rate.of("10/s"),
                new ConcurrencyLimit(20, 0),
                rig.ledger.submissions,
                Duration.ofSeconds(10),
                new ApiSilence(PATIENCE, stop, time),
                stop,
                time);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenATaskIsAcceptedThenItKeepsItsPlaceAndNothingSlowsDown() throws Exception {
        assertThat(answer(ACCEPTED)).isEqualTo(Decision.ACCEPTED);
        assertThat(throttle.inFlight()).isEqualTo(1);
        assertThat(throttle.slowdown()).isEmpty();
    }

    @Test
    void whenAPermitIsReleasedThenItsPlaceIsFreeAndWhenOnlyThePostDidNotLeaveTheClipKeepsIt() throws Exception {
        throttle.release(acquire());
        assertThat(throttle.inFlight()).isZero();
        throttle.onNotSent(acquire());
        assertThat(throttle.inFlight()).isEqualTo(1);
    }

    @Test
    void whenTheApiSaysTooManyThenTheRateIsHalved() throws Exception {
        assertThat(answer(notAccepted(SubmitAnswer.Cause.RATE_LIMITED, 429))).isEqualTo(Decision.GO_ON);
        assertThat(throttle.slowdown().orElseThrow().message())
                .isEqualTo("slowed to 50 %: the API is limiting requests, 429");
    }

    @Test
    void whenATryForOneMoreTaskIsTooManyThenTheRateStays() throws Exception {
        for (int n = 0; n < 5; n++) {
            answer(ACCEPTED);
        }
        answer(notAccepted(SubmitAnswer.Cause.RATE_LIMITED, 429)); // beside five: of the rate or of running tasks
        answer(notAccepted(SubmitAnswer.Cause.RATE_LIMITED, 429)); // beside five again: of running tasks
        assertThat(throttle.slowdown().orElseThrow().message()).startsWith("slowed to 50 %");
        answer(ACCEPTED); // the sixth
        throttle.moved(new ClipTransition(1, 1, ClipState.SUBMITTED, ClipState.GENERATED));
        throttle.moved(new ClipTransition(1, 1, ClipState.SUBMITTED, ClipState.GENERATED));
        answer(notAccepted(SubmitAnswer.Cause.RATE_LIMITED, 429)); // beside four: the limit is lower, or of the rate
        assertThat(throttle.slowdown().orElseThrow().message()).startsWith("slowed to 26 %");
    }

    @Test
    void whenNothingIsAcceptedForThePatienceThenSubmittingStops() throws Exception {
        Decision decision = Decision.GO_ON;
        long began = time.nanos();
        while (decision.stop() == null) {
            decision = answer(notAccepted(SubmitAnswer.Cause.RATE_LIMITED, 429));
        }
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.RATE_LIMITED);
        assertThat(time.since(began)).isBetween(PATIENCE, PATIENCE.plusMinutes(2));
        assertThat(stop.isSubmittingStopped()).isTrue();
        assertThat(throttle.acquire(stop)).isNull();
    }

    @Test
    void whenTheApiIsUnavailableThenThatIsTroubleAndTheRateStays() throws Exception {
        assertThat(answer(notAccepted(SubmitAnswer.Cause.UNAVAILABLE, 503))).isEqualTo(Decision.GO_ON);
        assertThat(throttle.slowdown().orElseThrow().message()).isEqualTo("last problem: No");
        assertThat(answer(ACCEPTED)).isEqualTo(Decision.ACCEPTED);
        assertThat(throttle.slowdown()).isEmpty();
    }

    @Test
    void whenFiveRefusalsAreEqualThenSubmittingStopsAndTheyAreTakenBack() throws Exception {
        List<OpenSubmission> refused = new ArrayList<>();
        for (int n = 0; n < 4; n++) {
            refused.add(begin());
            assertThat(answer(refused.get(n), refused(SubmitAnswer.Kind.OTHER))).isEqualTo(Decision.GO_ON);
        }
        refused.add(begin());
        Decision fifth = answer(refused.get(4), refused(SubmitAnswer.Kind.OTHER));
        assertThat(fifth.takeBack()).isEqualTo(refused);
        assertThat(stop.first().orElseThrow()).isEqualTo(fifth.stop());
        assertThat(stop.isStopped()).isFalse();
    }

    @Test
    void whenAnythingElseComesBetweenRefusalsThenTheyAreNotEqualInARow() throws Exception {
        for (SubmitAnswer other : List.of(
                ACCEPTED,
                refused(SubmitAnswer.Kind.MODERATION),
                unknown(null, null),
                notAccepted(SubmitAnswer.Cause.UNAVAILABLE, 503))) {
            for (int n = 0; n < 4; n++) {
                assertThat(answer(refused(SubmitAnswer.Kind.OTHER))).isEqualTo(Decision.GO_ON);
            }
            answer(other);
        }
        assertThat(stop.causes()).isEmpty();
    }

    @Test
    void whenNoRowWouldBeAcceptedThenSubmittingStops() throws Exception {
        Decision decision = answer(new SubmitAnswer.Stopped(SubmitAnswer.StopReason.FORBIDDEN, error(403)));
        assertThat(decision.stop()).isEqualTo(stop.first().orElseThrow());
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.FORBIDDEN);
    }

    @Test
    void whenTheTaskOfARefusalExistsThenItIsAccepted() throws Exception {
        SubmitAnswer answer = unknown("task", null);
        assertThat(throttle.onAnswer(acquire(), begin(), answer, "task"::equals))
                .isEqualTo(Decision.ACCEPTED);
        assertThat(throttle.slowdown()).isEmpty();
    }

    @Test
    void whenARefusalStopsAllRowsThenThatIsSoBeforeItsTaskIsAskedFor() throws Exception {
        SubmitAnswer.Stopped key = new SubmitAnswer.Stopped(SubmitAnswer.StopReason.KEY, error(401));
        List<Boolean> stoppedBefore = new ArrayList<>();
        throttle.onAnswer(acquire(), begin(), unknown("task", key), task -> {
            stoppedBefore.add(stop.isSubmittingStopped());
            return true;
        });
        assertThat(stoppedBefore).containsExactly(true);
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.REFUSED);
    }

    @Test
    void whenThreeAreUnknownThenProbesLeaveOnlyIfStatusCallsAreAnsweredAndThePatienceEndsIt() throws Exception {
        for (int n = 0; n < 3; n++) {
            answer(unknown(null, null));
        }
        assertThat(throttle.slowdown().orElseThrow().kind()).isEqualTo(SlowdownReason.Kind.OUTAGE);
        int taken = throttle.inFlight();
        int looks = 0;
        for (; stop.causes().isEmpty(); looks++) {
            Permit probe = acquire();
            assertThat(probe.isProbe()).isTrue();
            assertThat(throttle.mayLeave(probe, new StatusAnswer.Unanswered(null, error(504))))
                    .isFalse();
            assertThat(throttle.inFlight()).isEqualTo(taken);
        }
        assertThat(looks).isEqualTo(12); // each 10 s
        assertThat(stop.first().orElseThrow().kind()).isEqualTo(StopSignal.Kind.OUTAGE);
    }

    @Test
    void whenAStatusCallIsAnsweredThenTheProbeMayLeave() throws Exception {
        for (int n = 0; n < 3; n++) {
            answer(unknown(null, null));
        }
        Permit probe = acquire();
        assertThat(throttle.mayLeave(probe, new StatusAnswer.Running("Running", true)))
                .isTrue();
        throttle.onAnswer(probe, begin(), ACCEPTED, NO_TASK);
        assertThat(throttle.slowdown()).isEmpty();
    }

    @Test
    void whenSubmittingStopsBeforeSendingThenOnlyWhatASpendingLimitStoppedStillLeaves() throws Exception {
        Permit permit = acquire();
        stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.MAX_COST, "limit"));
        assertThat(throttle.awaitRate(permit, stop)).isTrue();
        stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.REFUSED, "key"));
        assertThat(throttle.awaitRate(permit, stop)).isFalse();
    }

    private Decision answer(SubmitAnswer answer) throws InterruptedException {
        return answer(begin(), answer);
    }

    private Decision answer(OpenSubmission submission, SubmitAnswer answer) throws InterruptedException {
        Permit permit = acquire();
        assertThat(throttle.awaitRate(permit, stop)).isTrue();
        time.advance(Duration.ofMillis(1));
        if (!(answer instanceof SubmitAnswer.Accepted)) { // its clip is not in flight any more
            throttle.moved(new ClipTransition(1, 1, ClipState.SUBMITTING, ClipState.QUEUED));
        }
        return throttle.onAnswer(permit, submission, answer, NO_TASK);
    }

    private Permit acquire() throws InterruptedException {
        return Objects.requireNonNull(throttle.acquire(stop));
    }

    private OpenSubmission begin() {
        return new OpenSubmission(++submissions, clip, time.now(), null);
    }

    private static SubmitAnswer notAccepted(SubmitAnswer.Cause cause, int status) {
        return new SubmitAnswer.NotAccepted(cause, null, error(status));
    }

    private static SubmitAnswer refused(SubmitAnswer.Kind kind) {
        return new SubmitAnswer.Refused(kind, error(400));
    }

    private static SubmitAnswer unknown(@Nullable String taskId, SubmitAnswer.@Nullable Stopped stops) {
        return new SubmitAnswer.Unknown(error(504), taskId, stops);
    }

    private static ApiError error(int status) {
        return new ApiError(status, null, "no", "No", null);
    }
}
