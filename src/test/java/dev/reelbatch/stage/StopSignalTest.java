package dev.reelbatch.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.stage.StopSignal.Cause;
import dev.reelbatch.stage.StopSignal.Kind;
import java.nio.file.InvalidPathException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StopSignalTest {

    private static final Cause REFUSED = new Cause(Kind.REFUSED, "refused");
    private static final Cause DISK = new Cause(Kind.DISK, "disk");
    private static final Cause INTERRUPTED = new Cause(Kind.INTERRUPTED, "ctrl-c");

    private final StopSignal stop = new StopSignal();
    private final AtomicInteger heard = new AtomicInteger();

    @Test
    void whenSubmittingStopsThenTheOtherStagesGoOn() {
        stop.onStop(heard::incrementAndGet);
        stop.stopSubmitting(REFUSED);
        stop.stopSubmitting(DISK);
        assertThat(stop.isSubmittingStopped()).isTrue();
        assertThat(stop.isStopped()).isFalse();
        assertThat(stop.causes()).containsExactly(REFUSED);
        assertThat(heard).hasValue(1);
    }

    @Test
    void whenAllStopsThenTheFirstCauseStaysTheFirst() {
        stop.stopSubmitting(REFUSED);
        stop.stopAll(DISK);
        stop.stopSubmitting(REFUSED);
        assertThat(stop.isStopped()).isTrue();
        assertThat(stop.first()).contains(REFUSED);
        assertThat(stop.causes()).containsExactly(REFUSED, DISK);
    }

    @Test
    void whenAFileHasANameThatThisProcessCannotSayThenItIsNoDefectAndTheWayOnIsNamed() {
        stop.brokeDown(new IllegalStateException(new InvalidPathException("/out/猫.mp4", "Malformed input")));
        Cause cause = stop.decisive().orElseThrow();
        assertThat(cause.kind()).isEqualTo(Kind.DISK);
        assertThat(cause.message()).contains("/out/猫.mp4", "LC_ALL=C.UTF-8");
    }

    @Test
    void whenInterruptedAfterAllStoppedThenItIsHeard() {
        stop.stopAll(DISK);
        stop.onStop(heard::incrementAndGet);
        stop.stopAll(INTERRUPTED);
        stop.stopAll(INTERRUPTED);
        assertThat(stop.wasInterrupted()).isTrue();
        assertThat(stop.first()).contains(DISK);
        assertThat(heard).hasValue(1);
    }

    @Test
    void whenAStopIsSeenThenItsCauseIsThere() {
        stop.onStop(() -> assertThat(stop.first()).isPresent());
        stop.stopAll(DISK);
    }

    @Test
    void whenALimitIsReachedThenWhatWasBookedMayLeaveUntilAnotherCauseStopsThatToo() {
        StopSignal stop = new StopSignal();
        stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.MAX_COST, "limit"));
        stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.BUDGET, "limit again"));
        assertThat(stop.isSubmittingStopped()).isTrue();
        assertThat(stop.isLimitReachedAlone()).isTrue();
        assertThat(stop.causes()).hasSize(1);

        stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.REFUSED, "bad key"));
        assertThat(stop.isLimitReachedAlone()).isFalse();
        assertThat(stop.causes()).hasSize(2);
    }

    @Test
    void whenASignalAboveStopsThenThoseBelowStopWithItAndNotTheOtherWayRound() {
        StopSignal account = new StopSignal();
        StopSignal one = account.below();
        StopSignal other = account.below();
        one.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.MAX_COST, "too dear"));
        assertThat(account.isSubmittingStopped()).isFalse();
        assertThat(other.isSubmittingStopped()).isFalse();
        account.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.REFUSED, "bad key"));
        assertThat(one.causes()).hasSize(2);
        assertThat(other.isSubmittingStopped()).isTrue();
        account.forget(other);
        account.stopAll(new StopSignal.Cause(StopSignal.Kind.INTERRUPTED, "Ctrl-C"));
        assertThat(one.wasInterrupted()).isTrue();
        assertThat(other.isStopped()).isFalse();
    }

    @Test
    void whenTheSignalAboveIsStoppedAlreadyThenOneBelowBeginsStopped() {
        StopSignal account = new StopSignal();
        account.stopAll(new StopSignal.Cause(StopSignal.Kind.DISK, "full"));
        StopSignal run = account.below();
        assertThat(run.isStopped()).isTrue();
        assertThat(run.first()).isEqualTo(account.first());
    }
}
