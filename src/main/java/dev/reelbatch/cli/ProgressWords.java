package dev.reelbatch.cli;

import dev.reelbatch.job.Look;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.StateWords;
import dev.reelbatch.pump.Durations;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.submit.Slowdown;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** A look at a run in words. */
final class ProgressWords {

    static final ClipState[] GONE_WRONG = {
        ClipState.FAILED, ClipState.IN_DOUBT, ClipState.TIMED_OUT, ClipState.UNDELIVERED
    };

    private static final double NANOS_A_MINUTE = 60e9;
    private static final int FEW = 10; // below it a pace has a decimal

    private ProgressWords() {}

    /** For example {@code 3 generating, 1 delivered}: those of these states that have a clip, in the order of a run. */
    static String states(Look look, ClipState... of) {
        StringJoiner parts = new StringJoiner(Text.of(", "));
        for (ClipState state : of) {
            if (look.clips(state) > 0) {
                parts.add(StateWords.of(state, look.clips(state)));
            }
        }
        return parts.toString();
    }

    /** For example {@code 58/min}, in the unit of the rate; empty if nothing is being submitted. */
    static String pace(Look look) {
        if (look.perMinute() <= 0) {
            return "";
        }
        Rate rate = look.rate();
        double pace = look.perMinute() * rate.period().toNanos() / NANOS_A_MINUTE;
        String number = (pace < FEW ? "%.1f" : "%.0f").formatted(pace);
        return number + rate.toString().substring(rate.toString().indexOf('/'));
    }

    /** For example {@code ends about 16:05, in 20 min}; empty if nothing goes on or nobody knows. */
    static String end(Look look) {
        Instant end = look.end();
        boolean isStopped = look.slowdown() != null && look.slowdown().kind() == Slowdown.Kind.STOPPED;
        if (end == null || !(isStopped ? isAwaited(look) : goesOn(look))) {
            return "";
        }
        Duration left = Duration.between(look.asOf(), end);
        return left.toSeconds() < 1
                ? isStopped ? "" : Text.of("finishing now")
                : Text.of("ends about %s, in %s", Stamps.shortLocal(end, look.asOf()), Durations.words(left));
    }

    /** What holds the run up; null where it has stopped and ends now, since its summary says why. */
    static @Nullable Slowdown slowdown(Look look) {
        Slowdown slowdown = look.slowdown();
        return slowdown != null && slowdown.kind() == Slowdown.Kind.STOPPED && !isAwaited(look) ? null : slowdown;
    }

    /** Whether anything is still to come when nothing more is submitted. */
    private static boolean isAwaited(Look look) {
        return look.clips(ClipState.SUBMITTING, ClipState.SUBMITTED, ClipState.GENERATED) > 0;
    }

    static boolean goesOn(Look look) {
        return look.clips(ClipState.QUEUED, ClipState.SUBMITTING, ClipState.SUBMITTED, ClipState.GENERATED) > 0;
    }

    /** How long it has been going on, for example {@code 02:05} or {@code 1:02:05}. */
    static String elapsed(Look look) {
        Duration elapsed = Duration.between(look.since(), look.asOf());
        long hours = elapsed.toHours();
        String minutes = String.format(Locale.ROOT, "%02d:%02d", elapsed.toMinutesPart(), elapsed.toSecondsPart());
        return hours == 0 ? minutes : hours + ":" + minutes;
    }
}
