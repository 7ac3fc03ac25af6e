package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Takes clips from newer results into a restored home, so that their rows adopt them and are not paid for again. It
 * makes clips, and fills in those never submitted; a submitted clip is never changed.
 */
public final class TakeOverLedger {

    private static final String SAME =
            "select c.id, c.state, c.task_id from %s where k.fingerprint = ? order by c.id".formatted(ClipKeys.CLIPS);
    private static final String NEW_CLIP = """
            insert into clip (fingerprint, take, run_id, api, request, model, size, duration, price, currency, state,
                              changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?)
            """;
    private static final String FILL = """
            update clip set state = ?, file_stem = ?, task_id = ?, request_id = ?, submitted_at = ?, finished_at = ?,
                   error_code = ?, error_message = ?, changed_at = ?
            where id = ? and state in ('QUEUED', 'CANCELLED')
            """;
    private static final String NEW_SUBMISSION = """
            insert into submission (clip_id, run_id, row_number, price, currency, sent_at, answered_at, outcome, task_id,
                                    request_id, error_code, error_message)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String NO_VIDEOS = "delete from video where clip_id = ?";
    private static final String NEW_VIDEO = """
            insert into video (clip_id, number, url, file, bytes, sha256, delivered_at) values (?, ?, ?, ?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final ClipKeys keys;
    private final Spending spending;
    private final Time time;

    public TakeOverLedger(JdbcClient jdbc, Journal journal, SubmitLedger submits, Time time) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.keys = new ClipKeys(jdbc);
        this.spending = submits.spending();
        this.time = time;
    }

    private record Same(long id, ClipState state, @Nullable String taskId) {}

    /**
     * Returns the clips that the home does not know, in the given order.
     *
     * @param clips clips of one sheet, in which equal requests are different clips
     */
    public List<LostClip> unknown(List<LostClip> clips) {
        return pairedUp(clips).stream().map(Pair::lost).toList();
    }

    /** A clip that the home does not know, with the one that waits to be submitted in its place; null if none does. */
    private record Pair(LostClip lost, @Nullable Long waiting) {}

    private List<Pair> pairedUp(List<LostClip> clips) {
        Set<Long> used = new HashSet<>();
        List<LostClip> unknown = new ArrayList<>();
        for (LostClip clip : clips) {
            Same known = clip.isUnspent() ? null : find(clip, used, same -> isSame(clip, same));
            if (known != null) {
                used.add(known.id());
            } else if (!clip.isUnspent()) {
                unknown.add(clip);
            }
        }
        List<Pair> pairs = new ArrayList<>();
        for (LostClip clip : unknown) {
            Same waiting = find(clip, used, same -> same.state().isUnspent());
            if (waiting != null) {
                used.add(waiting.id());
            }
            pairs.add(new Pair(clip, waiting == null ? null : waiting.id()));
        }
        return pairs;
    }

    /** Compares clips by task. A clip that never got a task equals none that has one, and none that waits. */
    private static boolean isSame(LostClip clip, Same same) {
        return clip.taskId() == null
                ? same.taskId() == null && (!same.state().isUnspent() || same.state() == clip.state())
                : clip.taskId().equals(same.taskId());
    }

    private @Nullable Same find(LostClip clip, Set<Long> used, Predicate<Same> wanted) {
        return jdbc
                .sql(SAME)
                .param(clip.fingerprint())
                .query((rs, n) ->
                        new Same(rs.getLong("id"), ClipState.valueOf(rs.getString("state")), rs.getString("task_id")))
                .list()
                .stream()
                .filter(same -> !used.contains(same.id()))
                .filter(wanted)
                .findFirst()
                .orElse(null);
    }

    /**
     * Takes over the clips that the home does not know; on the disk when this returns. May be repeated after a kill.
     *
     * @param runId the run that requested them, as far as this home knows
     * @return their number
     */
    public int takeOver(List<LostClip> clips, long runId) {
        return journal.recordMoney(transitions -> {
            List<Pair> pairs = pairedUp(clips);
            pairs.forEach(pair -> takeOver(pair, runId, transitions.now()));
            transitions.changeAtRest();
            return pairs.size();
        });
    }

    private void takeOver(Pair pair, long runId, Instant now) {
        LostClip clip = pair.lost();
        long id = pair.waiting() == null ? insert(clip, runId, now) : pair.waiting();
        jdbc.sql(FILL)
                .params(Columns.row(
                        clip.stateAfterExit().name(),
                        clip.fileStem(),
                        clip.taskId(),
                        clip.requestId(),
                        clip.submissions() == 0
                                ? null
                                : Columns.at(clip.submittedAt() == null ? now : clip.submittedAt()),
                        clip.finishedAt() == null ? null : Columns.at(clip.finishedAt()),
                        clip.errorCode(),
                        clip.errorMessage(),
                        Columns.at(now),
                        id))
                .update();
        if (clip.submissions() > 0) {
            insertSubmission(clip, id, runId, now);
        }
        insertVideos(clip, id, now);
    }

    private long insert(LostClip clip, long runId, Instant now) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEW_CLIP)
                .params(Columns.row(
                        clip.fingerprint(),
                        clip.take(),
                        runId,
                        clip.api(),
                        clip.request(),
                        clip.model(),
                        clip.size(),
                        clip.duration(),
                        Price.amountOf(clip.price()),
                        Price.currencyOf(clip.price()),
                        Columns.at(now)))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Long.class));
        keys.add(clip.fingerprint(), id);
        return id;
    }

    /** Inserts one submission for everything that the clip may have cost. */
    private void insertSubmission(LostClip clip, long id, long runId, Instant now) {
        Instant sent = clip.submittedAt() == null ? now : clip.submittedAt();
        Outcome outcome = clip.latestOutcome();
        if (outcome.mayCost() && clip.cost() != null && clip.price() != null) {
            spending.bookTakenOver(runId, clip.cost(), clip.price().currency(), sent);
        }
        jdbc.sql(NEW_SUBMISSION)
                .params(Columns.row(
                        id,
                        runId,
                        clip.row(),
                        clip.cost(),
                        Price.currencyOf(clip.price()),
                        Columns.at(sent),
                        Columns.at(sent),
                        outcome.name(),
                        clip.taskId(),
                        clip.requestId(),
                        clip.errorCode(),
                        clip.errorMessage()))
                .update();
    }

    private void insertVideos(LostClip clip, long id, Instant now) {
        jdbc.sql(NO_VIDEOS).param(id).update();
        for (int i = 0; i < clip.files().size(); i++) {
            LostClip.File file = clip.files().get(i);
            jdbc.sql(NEW_VIDEO)
                    .params(Columns.row(
                            id,
                            i + 1,
                            file.url(),
                            file.file(),
                            file.bytes(),
                            file.sha256(),
                            file.file() == null
                                    ? null
                                    : Columns.at(clip.finishedAt() == null ? now : clip.finishedAt())))
                    .update();
        }
    }
}
