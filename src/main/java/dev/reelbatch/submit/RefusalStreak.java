package dev.reelbatch.submit;

import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.OpenSubmission;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Detects five equal refusals in a row, other than moderation and parameters, which are not those rows' fault. */
final class RefusalStreak {

    private static final int IN_A_ROW = 5;

    private final List<OpenSubmission> row = new ArrayList<>();
    private @Nullable String code;
    private @Nullable String takenBack;

    /**
     * Counts a refusal. Returns the submissions to take back: none up to the fifth of its kind in a row, which takes
     * all five back; each further one only itself.
     */
    synchronized List<OpenSubmission> refused(OpenSubmission submission, SubmitAnswer.Refused no) {
        if (no.kind() != SubmitAnswer.Kind.OTHER) {
            somethingElse();
            return List.of();
        }
        String refusal = no.error().httpStatus() + " " + no.error().code();
        if (refusal.equals(takenBack)) {
            return List.of(submission); // it was on its way when the five were found
        }
        if (!refusal.equals(code)) {
            row.clear();
            code = refusal;
        }
        row.add(submission);
        if (row.size() < IN_A_ROW) {
            return List.of();
        }
        takenBack = refusal;
        return List.copyOf(row);
    }

    /** Handles any other answer: the API does accept submissions. */
    synchronized void somethingElse() {
        row.clear();
        code = null;
    }
}
