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

/** Describes the progress of a run in texts for people. */
final class ProgressText {

    private static final double NANOS_A_MINUTE = 60e9;
    private static final int FEW = 10; // rates below it are shown with a decimal

    private ProgressText() {}

    /**
     * Returns the counts of the matching states that have clips, in the order of a run:
     * {@code 3 generating, 1 delivered}.
     */
    static String states(RunProgress runProgress, Predicate<ClipState> of) {
        StringJoiner parts = new StringJoiner(Text.of(", "));
        for (ClipState state : ClipState.values()) {
            if (of.test(state) && runProgress.clips(state) > 0) {
                parts.add(StateText.of(state, runProgress.clips(state)));
            }
        }
        return parts.toString();
    }

    /**
     * Returns the submission rate in the unit of its limit, for example {@code 58/min}; empty if nothing is being
     * submitted.
     */
    static String pace(RunProgress runProgress) {
        if (runProgress.perMinute() <= 0) {
            return "";
        }
        Rate rate = runProgress.rate();
        double pace = runProgress.perMinute() * rate.period().toNanos() / NANOS_A_MINUTE;
        String number = (pace < FEW ? "%.1f" : "%.0f").formatted(pace);
        return number + rate.toString().substring(rate.toString().indexOf('/'));
    }

    /**
     * Returns the time left, for example {@code about 20 min left (until 16:05)}; empty if the run is over, no
     * estimate exists, or a host decides when videos can be downloaded.
     */
    static String end(RunProgress runProgress) {
        Instant end = waitsForDownloads(runProgress) ? null : runProgress.end();
        boolean isStopped = isSlowedBy(SlowdownReason.Kind.STOPPED, runProgress);
        if (end == null || !(isStopped ? isAwaited(runProgress) : goesOn(runProgress))) {
            return "";
        }
        Duration left = Duration.between(runProgress.asOf(), end);
        return left.toSeconds() < 1
                ? isStopped ? "" : Text.of("finishing now")
                : Text.of(
                        "about %s left (until %s)",
                        Durations.text(left), Timestamps.shortLocal(end, runProgress.asOf()));
    }

    /**
     * Returns the reason for a slowdown; null if the run has stopped and ends now, because its summary gives the
     * reason.
     */
    static @Nullable SlowdownReason slowdown(RunProgress runProgress) {
        return isSlowedBy(SlowdownReason.Kind.STOPPED, runProgress) && !isAwaited(runProgress)
                ? null
                : runProgress.slowdown();
    }

    static boolean isSlowedBy(SlowdownReason.Kind kind, RunProgress runProgress) {
        SlowdownReason slowdownReason = runProgress.slowdown();
        return slowdownReason != null && slowdownReason.kind() == kind;
    }

    /** Returns true if a host decides when the run ends. */
    static boolean waitsForDownloads(RunProgress runProgress) {
        return isSlowedBy(SlowdownReason.Kind.DOWNLOADS_WAIT, runProgress);
    }

    /** Returns true if videos are still expected after the last submission. */
    private static boolean isAwaited(RunProgress runProgress) {
        return runProgress.clips(ClipState::isUnderWay) > 0;
    }

    static boolean goesOn(RunProgress runProgress) {
        return runProgress.clips(ClipState::isOpen) > 0;
    }

    /** Returns the running time, for example {@code 02:05} or {@code 1:02:05}. */
    static String elapsed(RunProgress runProgress) {
        Duration elapsed = Duration.between(runProgress.since(), runProgress.asOf());
        long hours = elapsed.toHours();
        String minutes = String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutesPart(), elapsed.toSecondsPart());
        return hours == 0 ? minutes : hours + ":" + minutes;
    }
}
