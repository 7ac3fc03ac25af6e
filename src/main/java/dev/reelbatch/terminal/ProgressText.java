package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.StateText;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A look at a run in words. */
final class ProgressText {

    private static final double NANOS_A_MINUTE = 60e9;
    private static final int FEW = 10; // below it a pace has a decimal

    private ProgressText() {}

    /** For example {@code 3 generating, 1 delivered}: those of these states that have a clip, in the order of a run. */
    static String states(RunProgress runProgress, Predicate<ClipState> of) {
        StringJoiner parts = new StringJoiner(Text.of(", "));
        for (ClipState state : ClipState.values()) {
            if (of.test(state) && runProgress.clips(state) > 0) {
                parts.add(StateText.of(state, runProgress.clips(state)));
            }
        }
        return parts.toString();
    }

    /** For example {@code 58/min}, in the unit of the rate; empty if nothing is being submitted. */
    static String pace(RunProgress runProgress) {
        if (runProgress.perMinute() <= 0) {
            return "";
        }
        Rate rate = runProgress.rate();
        double pace = runProgress.perMinute() * rate.period().toNanos() / NANOS_A_MINUTE;
        String number = (pace < FEW ? "%.1f" : "%.0f").formatted(pace);
        return number + rate.toString().substring(rate.toString().indexOf('/'));
    }

    /** For example {@code ends about 16:05, in 20 min}; empty if nothing goes on or nobody knows. */
    static String end(RunProgress runProgress) {
        Instant end = runProgress.end();
        boolean isStopped =
                runProgress.slowdown() != null && runProgress.slowdown().kind() == SlowdownReason.Kind.STOPPED;
        if (end == null || !(isStopped ? isAwaited(runProgress) : goesOn(runProgress))) {
            return "";
        }
        Duration left = Duration.between(runProgress.asOf(), end);
        return left.toSeconds() < 1
                ? isStopped ? "" : Text.of("finishing now")
                : Text.of(
                        "ends about %s, in %s", Timestamps.shortLocal(end, runProgress.asOf()), Durations.words(left));
    }

    /** What holds the run up; null where it has stopped and ends now, since its summary says why. */
    static @Nullable SlowdownReason slowdown(RunProgress runProgress) {
        SlowdownReason slowdownReason = runProgress.slowdown();
        return slowdownReason != null && slowdownReason.kind() == SlowdownReason.Kind.STOPPED && !isAwaited(runProgress)
                ? null
                : slowdownReason;
    }

    /** Whether anything is still to come when nothing more is submitted. */
    private static boolean isAwaited(RunProgress runProgress) {
        return runProgress.clips(ClipState::isUnderWay) > 0;
    }

    static boolean goesOn(RunProgress runProgress) {
        return runProgress.clips(ClipState::isOpen) > 0;
    }

    /** How long it has been going on, for example {@code 02:05} or {@code 1:02:05}. */
    static String elapsed(RunProgress runProgress) {
        Duration elapsed = Duration.between(runProgress.since(), runProgress.asOf());
        long hours = elapsed.toHours();
        String minutes = String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutesPart(), elapsed.toSecondsPart());
        return hours == 0 ? minutes : hours + ":" + minutes;
    }
}
