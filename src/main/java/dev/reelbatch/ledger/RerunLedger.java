package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Queues rows again, withdraws them, or accepts them without a video, because a person asked for it. Earlier submissions stay on
 * record. Each clip is recorded with its wish, so that repeating the command after a kill resumes it.
 */
public final class RerunLedger {

    private static final String HELD = """
            select r.row_number, r.variant,
                   exists (select 1 from wish_clip w where w.clip_id = c.id and w.wish_id = :wish) as under_way, %s
            from run_row r join run u on u.id = r.run_id join clip c on c.id = r.clip_id
            where r.run_id = :run and r.load_number = u.load_number
            order by r.row_number, r.variant
            """.formatted(Columns.CLIP);
    private static final String HOLD = "update clip set run_id = ? where id = ?";
    private static final String TAKES = """
            select c.id, c.fingerprint, c.state
            from wish_clip w join clip c on c.id = w.clip_id
            where w.wish_id = :wish and w.before_clip is not null
              and not exists (select 1 from run_row r join run u on u.id = r.run_id
                              where r.clip_id = c.id and u.id = :run and r.load_number = u.load_number)
            """;
    private static final String NEXT_TAKE = """
            insert into clip (fingerprint, take, run_id, api, request, model, size, duration, price, currency,
                              state, changed_at)
            select o.fingerprint, (select max(c.take) from %s
                                   where k.fingerprint in (select m.fingerprint from clip_key m where m.clip_id = o.id))
                                  + 1, ?, o.api, o.request, o.model, o.size, o.duration, o.price, o.currency, 'QUEUED', ?
            from clip o where o.id = ?
            """.formatted(ClipKeys.CLIPS);
    private static final String REPLACE = """
            update run_row set clip_id = ?
            where run_id = ? and clip_id = ? and load_number = (select load_number from run where id = ?)
            """;
    private static final String ACCEPT = "update clip set accepted_at = ? where id = ? and state = ?";
    private static final String TAKE_BACK = "update clip set accepted_at = null where id = ?";

    private final JdbcClient jdbc;
    private final ClipKeys keys;
    private final WishClips wishClips;
    private final Journal journal;
    private final Time time;

    public RerunLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.keys = new ClipKeys(jdbc);
        this.wishClips = new WishClips(jdbc);
        this.journal = journal;
        this.time = time;
    }

    /** Returns the run's valid rows and their clips, in order. */
    public List<RowClip> rows(long runId) {
        return rows(runId, Wish.NONE);
    }

    /** Returns the same rows, marking those that the wish has already queued. */
    public List<RowClip> rows(long runId, Wish wish) {
        return jdbc.sql(HELD)
                .param("run", runId)
                .param("wish", wish.id())
                .query((rs, n) -> new RowClip(
                        rs.getInt("row_number"),
                        rs.getInt("variant"),
                        Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)),
                        rs.getBoolean("under_way")))
                .list();
    }

    /** A further take that the wish made before and that no row holds. */
    public record Take(long clipId, ClipState state) {}

    /** Returns the takes of the wish that none of the run's rows holds, by request, the furthest along first. */
    public Map<String, Deque<Take>> takes(long runId, Wish wish) {
        Map<String, Deque<Take>> takes = new HashMap<>();
        jdbc
                .sql(TAKES)
                .param("run", runId)
                .param("wish", wish.id())
                .query((rs, n) -> Map.entry(
                        rs.getString("fingerprint"),
                        new Take(rs.getLong("id"), ClipState.valueOf(rs.getString("state")))))
                .list()
                .stream()
                .sorted(Comparator.comparing(take -> take.getValue().state().adoptionRank()))
                .forEach(take -> takes.computeIfAbsent(take.getKey(), print -> new ArrayDeque<>())
                        .add(take.getValue()));
        return takes;
    }

    /**
     * Queues rows again, FAILED, IN_DOUBT or CANCELLED -> QUEUED; the wish's command may pay for them again.
     *
     * @throws IllegalStateException if a row is in another state; a SUBMITTING one may be paid for right now
     */
    public void queueAgain(long runId, Wish wish, List<RowClip> rows) {
        journal.recordMoney(transitions -> {
            for (RowClip row : rows) {
                requireRerunnable(row);
                transitions.move(row.clip(), ClipState.QUEUED);
                jdbc.sql(HOLD).params(runId, row.clip().id()).update();
                wishClips.queuedAgain(wish.id(), row.clip());
            }
            return null;
        });
    }

    /**
     * Withdraws rows that were not submitted, QUEUED -> CANCELLED; on the disk when this returns.
     *
     * @throws StaleClipException if a row has moved on; nothing was changed
     */
    public void cancel(List<RowClip> rows) {
        journal.recordMoney(transitions -> {
            rows.forEach(row -> transitions.move(row.clip(), ClipState.CANCELLED));
            return null;
        });
    }

    /**
     * Accepts rows without a video: no run checks them or counts them as missing until they are rerun.
     *
     * @throws StaleClipException if a row has moved on; nothing was changed
     */
    public void accept(List<RowClip> rows) {
        journal.record(transitions -> {
            for (RowClip row : rows) {
                Clip clip = row.clip();
                if (jdbc.sql(ACCEPT)
                                .params(
                                        Columns.at(time.now()),
                                        clip.id(),
                                        clip.state().name())
                                .update()
                        != 1) {
                    throw new StaleClipException(clip.id(), clip.state());
                }
            }
            transitions.changeAtRest();
            return null;
        });
    }

    /**
     * Reverses an acceptance, or the decision to leave a clip alone: later tries check it or download it, free of
     * charge.
     */
    public void askAgain(List<RowClip> rows) {
        journal.record(transitions -> {
            rows.forEach(row -> askAgain(transitions, row.clip()));
            return null;
        });
    }

    private void askAgain(Transitions transitions, Clip clip) {
        switch (clip.state()) {
            case TIMED_OUT -> transitions.move(clip, ClipState.SUBMITTED);
            case UNDELIVERED -> transitions.move(clip, ClipState.GENERATED);
            default -> {
                jdbc.sql(TAKE_BACK).param(clip.id()).update();
                transitions.changeAtRest();
            }
        }
    }

    private static void requireRerunnable(RowClip row) {
        ClipState state = row.clip().state();
        if (!state.isRerunnable()) {
            throw new IllegalStateException(
                    "Row %d is %s; only failed, in-doubt or cancelled rows are rerun".formatted(row.row(), state));
        }
    }

    /**
     * A row that gets its next take.
     *
     * @param take the take that the wish made for it before; null to make one
     */
    public record NextTake(RowClip row, @Nullable Take take) {}

    /**
     * Gives each row the next take of its request, in place of its current clip.
     *
     * @throws StaleClipException if the run's current load no longer holds that clip; nothing was changed
     */
    public void payAgain(long runId, Wish wish, List<NextTake> rows) {
        journal.recordMoney(transitions -> {
            for (NextTake row : rows) {
                Clip old = row.row().clip();
                Take take = row.take();
                long next = take == null ? make(runId, old) : take.clipId();
                if (take == null || take.state() == ClipState.QUEUED) {
                    wishClips.made(wish.id(), next, old.id());
                }
                jdbc.sql(HOLD).params(runId, next).update();
                if (jdbc.sql(REPLACE).params(next, runId, old.id(), runId).update() != 1) {
                    throw new StaleClipException(old.id(), old.state());
                }
            }
            transitions.changeAtRest();
            return null;
        });
    }

    private long make(long runId, Clip old) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEXT_TAKE).params(runId, Columns.at(time.now()), old.id()).update(key, "id");
        long next = Objects.requireNonNull(key.getKeyAs(Long.class));
        keys.copy(old.id(), next);
        return next;
    }
}
