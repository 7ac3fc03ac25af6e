package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.serve.WaitReason;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.HttpText;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Why a run waits, in words. */
final class WaitView {

    private WaitView() {}

    /**
     * Returns what a run waits for that has not begun.
     *
     * @param approveAbove null if no run needs an approval
     */
    static String text(RequestedRun run, OverviewData data, ShownTimes times, @Nullable BigDecimal approveAbove) {
        WaitReason reason = data.waits().get(run.id());
        if (run.state() == State.WAITING_FOR_APPROVAL) {
            return approval(run, approveAbove);
        }
        return reason == null
                ? Text.of("Starts as soon as nothing else requests the same videos.")
                : text(reason, times);
    }

    /** Returns the reason of a run that has begun and waits for its next try; empty if it does not. */
    static String nextTry(@Nullable WaitReason reason, ShownTimes times) {
        return reason == null || reason.kind() != WaitReason.Kind.NEXT_TRY ? "" : text(reason, times);
    }

    private static String text(WaitReason reason, ShownTimes times) {
        return switch (reason.kind()) {
            case NEXT_TRY -> nextTry(reason, Objects.requireNonNull(reason.next()), times);
            case PAUSE -> Text.of("Waits: its job file is paused.");
            case SAME_JOB -> Text.of("Waits for another run of the same job.");
            case SAME_VIDEOS -> Text.of("Waits for %s, which requests some of the same videos.", reason.job());
            case TURN -> Text.of("Waits until one of the %d running runs ends.", reason.running());
            case NOTHING -> Text.of("Starts in a moment.");
        };
    }

    private static String nextTry(WaitReason reason, Instant next, ShownTimes times) {
        String at = Text.of("Waits; the next try is %s.", times.text(next));
        return reason.why().isEmpty() ? at : at + " " + HttpText.of(reason.why());
    }

    private static String approval(RequestedRun run, @Nullable BigDecimal approveAbove) {
        Approval approval = run.approval();
        String price = Amounts.text(approval == null ? Cost.NONE : approval.price());
        return approveAbove == null || run.jobFile() != null // which may have a limit of its own
                ? Text.of("Waits for approval: it would cost %s.", price)
                : Text.of("Waits for approval: %s is above %s.", price, Amounts.text(approveAbove));
    }
}
