package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The record of submissions. It runs on the journal's thread alone. */
final class Submissions {

    private static final String BEGIN = """
            insert into submission (clip_id, run_id, row_number, price, currency, sent_at) values (?, ?, ?, ?, ?, ?)
            """;
    private static final String NEW_EXTERNAL_ID =
            "insert into external_id (submission_id, external_id, account) values (?, ?, ?)";
    private static final String ANSWERED = """
            update submission set outcome = ?, answered_at = ?, http_status = ?, task_id = ?, request_id = ?,
                   error_code = ?, error_message = ?
            where id = ? and outcome is null
            """;
    private static final String LOOKED_UP = """
            update submission set outcome = ?, answered_at = ?, task_id = ?, error_code = ?, error_message = ?
            where id = ?
            """;

    private final JdbcClient jdbc;
    private final Time time;

    Submissions(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Records a submission that is about to be sent, and returns its number. */
    long insert(QueuedClip queued, long runId, Instant now, @Nullable ExternalId externalId) {
        Clip clip = queued.clip();
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(BEGIN)
                .params(Columns.row(
                        clip.id(),
                        runId,
                        queued.row(),
                        Price.amountOf(clip.price()),
                        Price.currencyOf(clip.price()),
                        Columns.at(now)))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Long.class));
        if (externalId != null) {
            jdbc.sql(NEW_EXTERNAL_ID)
                    .params(id, externalId.text(), externalId.account())
                    .update();
        }
        return id;
    }

    /** @throws StaleClipException if it was answered before: the clip may be in a later submission now */
    void answered(
            OpenSubmission submission,
            Outcome outcome,
            @Nullable String taskId,
            @Nullable String requestId,
            @Nullable ClipError clipError) {
        int answered = jdbc.sql(ANSWERED)
                .params(Columns.row(
                        outcome.name(),
                        Columns.at(time.now()),
                        clipError == null ? null : clipError.httpStatus(),
                        taskId,
                        requestId,
                        clipError == null ? null : clipError.code(),
                        clipError == null ? null : clipError.message(),
                        submission.id()))
                .update();
        if (answered != 1) {
            throw new StaleClipException(submission.clip().id(), ClipState.SUBMITTING);
        }
    }

    /** Records what a look-up says about a submission whose answer was lost. */
    void lookedUp(long id, Outcome outcome, @Nullable String taskId, @Nullable ClipError clipError) {
        jdbc.sql(LOOKED_UP)
                .params(Columns.row(
                        outcome.name(),
                        Columns.at(time.now()),
                        taskId,
                        clipError == null ? null : clipError.code(),
                        clipError == null ? null : clipError.message(),
                        id))
                .update();
    }
}
