package dev.reelbatch.submit;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.Text;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** {@code --max-failures N|N%}: counts the failures of the clips that its run pays for in this execution, a share only from 20 settled rows on. */
public final class FailureLimit implements ClipTransition.Listener {

    private static final int SETTLED_FOR_A_SHARE = 20;

    /** So many failures stop the submitting, absolutely or as a share of the settled rows. */
    public record Limit(int number, boolean percent) {

        private static final Pattern LIMIT = Pattern.compile("(\\d{1,6})\\s*(%?)");

        /** @throws IllegalArgumentException saying how to write it */
        public static Limit of(String text) {
            Matcher matcher = LIMIT.matcher(text.strip());
            int number = matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
            boolean percent = number > 0 && !matcher.group(2).isEmpty();
            if (number < 1 || percent && number > 100) { // more than all would be no limit
                throw new IllegalArgumentException(
                        Text.of("\"%s\" is not a limit of failures; write for example 10 or 20%%", text));
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
        if (reached != null) { // without the lock: a stop wakes others
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
                        "%d of %d rows failed, and --max-failures is %s: nothing more is submitted. Look at the reasons, then run again to go on.",
                        failed, settled, limit)
                : null;
    }
}
