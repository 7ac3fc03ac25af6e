package dev.reelbatch.submit;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The limit {@code --max-failures N|N%}: counts the failures of the clips that its run pays for in this execution. A
 * percentage applies only from 20 finished rows on.
 */
public final class FailureLimit implements ClipTransition.Listener {

    private static final int SETTLED_FOR_A_SHARE = 20;

    /** The number or percentage of failures that stops submitting; a percentage is of the finished rows. */
    public record Limit(int number, boolean percent) {

        private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})\\s*(%?)");

        /**
         * Parses a limit.
         *
         * @throws IllegalArgumentException with a message that shows how to write it
         */
        public static Limit of(String text) {
            Matcher matcher = LIMIT.matcher(text.strip());
            int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            boolean percent = number > 0 && !matcher.group(2).isEmpty();
            if (number < 1 || percent && number > 100) { // more than 100 % would be no limit
                throw new IllegalArgumentException(
                        Text.of("\"%s\" is not a failure limit; write for example 10 or 20%%", text));
            }
            return new Limit(number, percent);
        }

        boolean isReached(int failed, int settled) {
            return percent
                    ? settled >= SETTLED_FOR_A_SHARE && failed * 100L >= (long) number * settled
                    : failed >= number;
        }

        @Override
        public String toString() {
            return number + (percent ? "%" : "");
        }
    }

    private final Limit limit;
    private final long runId;
    private final StopSignal stop;
    private int failed;
    private int settled;

    public FailureLimit(Limit limit, long runId, StopSignal stop) {
        this.limit = limit;
        this.runId = runId;
        this.stop = stop;
    }

    @Override
    public void moved(ClipTransition move) {
        String reached = move.runId() == runId ? count(move.to()) : null;
        if (reached != null) { // outside the lock, because a stop wakes others
            stop.stopSubmitting(new StopSignal.Cause(StopSignal.Kind.TOO_MANY_FAILURES, reached));
        }
    }

    private synchronized @Nullable String count(ClipState to) {
        if (to != ClipState.FAILED && to != ClipState.DELIVERED && to != ClipState.IN_DOUBT) {
            return null;
        }
        settled++;
        failed += to == ClipState.FAILED ? 1 : 0;
        return failed > 0 && limit.isReached(failed, settled)
                ? Text.of(
                        "Failure limit reached: %d of %d rows failed, and --max-failures is %s. Check the reasons, then run again to resume.",
                        failed, settled, limit)
                : null;
    }
}
