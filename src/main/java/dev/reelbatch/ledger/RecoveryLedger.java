package dev.reelbatch.ledger;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Recovers the work that a killed process left unfinished. */
public final class RecoveryLedger {

    private static final String LEFT_SUBMITTING = "select id, run_id from clip where state = 'SUBMITTING'";
    private static final String UNANSWERED = """
            update submission set outcome = 'UNKNOWN', error_code = ?, error_message = ?
            where clip_id = ? and outcome is null
            """;

    private final JdbcClient jdbc;
    private final Journal journal;

    public RecoveryLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
    }

    /**
     * Moves clips that a dead process left SUBMITTING to IN_DOUBT, because they may have been accepted. Called once per
     * process, after the home's lock is taken and before any run starts.
     *
     * @return the number of clips
     */
    public int recover(ClipError clipError) {
        return journal.recordMoney(transitions -> {
            List<long[]> left = jdbc.sql(LEFT_SUBMITTING)
                    .query((rs, n) -> new long[] {rs.getLong("id"), rs.getLong("run_id")})
                    .list();
            for (long[] clip : left) {
                transitions.move(
                        clip[0], clip[1], ClipState.SUBMITTING, ClipState.IN_DOUBT, ClipChange.because(clipError));
                jdbc.sql(UNANSWERED)
                        .params(clipError.code(), clipError.message(), clip[0])
                        .update();
            }
            return left.size();
        });
    }
}
