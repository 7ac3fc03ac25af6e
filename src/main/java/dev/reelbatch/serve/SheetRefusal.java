package dev.reelbatch.serve;

import dev.reelbatch.inbox.Refusal;
import dev.reelbatch.inbox.Refusal.Cure;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.text.Text;

/** Says to the person who dropped a sheet why it is returned. */
final class SheetRefusal {

    private SheetRefusal() {}

    /**
     * @param resumed true if an earlier process has begun it
     * @param hasRun true if something of it may have been submitted
     */
    static Refusal of(RuntimeException why, boolean resumed, boolean hasRun) {
        String message = String.valueOf(why.getMessage());
        if (why instanceof InvalidRowsException invalid) { // its rows may be those of another file
            String lines = String.join("\n", RefusedRun.lines(why, hasRun));
            return new Refusal(() -> lines, cure(lines), resumed, invalid.rows());
        }
        String by = why instanceof RefusedByPersonException refused ? refused.by() : null;
        if (by != null) {
            return new Refusal(() -> ApprovalRule.refusal(by, null), Cure.ASK, resumed, null);
        }
        if (why instanceof ResumedElsewhereException) {
            return new Refusal(ResumedElsewhereException::text, Cure.DROP_AGAIN, resumed, null);
        }
        if (why instanceof NotServedException) {
            return new Refusal(NotServedException::text, Cure.SHOW_OPERATOR, resumed, null);
        }
        return why instanceof RefusedByPersonException
                ? ofStop(resumed)
                : new Refusal(() -> message, cure(message), resumed, null);
    }

    /** @param resumed true if an earlier process has begun it */
    static Refusal ofStop(boolean resumed) {
        return new Refusal(SheetRefusal::stoppedText, Cure.DROP_AGAIN, resumed, null);
    }

    static String stoppedText() {
        return Text.of("Stopped by a person. Drop the sheet again to resume.");
    }

    private static Cure cure(String reason) {
        return RefusedRun.namesOptions(reason) ? Cure.SHOW_OPERATOR : Cure.FIX_SHEET;
    }
}
