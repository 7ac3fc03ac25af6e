package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.List;
import java.util.Objects;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Brings rows back, or settles them for good, because a person asked for it. Earlier submissions stay in
 * the record. Each clip notes the run that it was asked for again in: the same words, said once more after a
 * kill, go on.
 */
public final class RerunLedger {

    private static final String HELD = """
            select r.row_number, r.variant, (not u.ended and c.asked_again_in = u.id) as asked_again, %s
            from run_row r join run u on u.id = r.run_id join clip c on c.id = r.clip_id
            where r.run_id = ? and r.load_number = u.load_number
            order by r.row_number, r.variant
            """.formatted(Columns.CLIP);
    private static final String HOLD = "update clip set run_id = ?, asked_again_in = ? where id = ?";
    private static final String ASKED_FOR = "update run set ended = false where id = ?";
    private static final String NEXT_TAKE = """
            insert into clip (fingerprint, take, fresh_origin, run_id, api, request, model, size, duration,
                              price, currency, state, changed_at, asked_again_in)
            select o.fingerprint, (select max(c.take) from %s
                                   where k.fingerprint in (select m.fingerprint from clip_key m where m.clip_id = o.id))
                                  + 1, o.fresh_origin,
                   ?, o.api, o.request, o.model, o.size, o.duration, o.price, o.currency, 'QUEUED', ?, ?
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
    private final Journal journal;
    private final Time time;

    public RerunLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.keys = new ClipKeys(jdbc);
        this.journal = journal;
        this.time = time;
    }

    /** The run's rows and their clips, in order; invalid rows are not among them. */
    public List<HeldRow> rows(long runId) {
        return jdbc.sql(HELD)
                .param(runId)
                .query((rs, n) -> new HeldRow(
                        rs.getInt("row_number"),
                        rs.getInt("variant"),
                        Objects.requireNonNull(Columns.CLIP_MAPPER.mapRow(rs, n)),
                        rs.getBoolean("asked_again")))
                .list();
    }

    /**
     * FAILED or IN_DOUBT -> QUEUED: these may be paid for again.
     *
     * @throws IllegalStateException if a row stands elsewhere; a SUBMITTING one may be paid for right now
     */
    public void bringBack(long runId, List<HeldRow> rows) {
        journal.recordMoney(moves -> {
            jdbc.sql(ASKED_FOR).param(runId).update();
            for (HeldRow row : rows) {
                requireSettled(row);
                moves.move(row.clip(), ClipState.QUEUED);
                jdbc.sql(HOLD).params(runId, runId, row.clip().id()).update();
            }
            return null;
        });
    }

    /**
     * These need no more work as they are: they are neither asked for again nor count as missing, in
     * whatever run holds them, until they are brought back.
     *
     * @throws StaleClipException if a row has moved on; nothing was changed
     */
    public void accept(List<HeldRow> rows) {
        journal.record(moves -> {
            for (HeldRow row : rows) {
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
            return null;
        });
    }

    /** What was accepted as it is, or left alone, needs work again: it is asked for, or fetched, free of charge. */
    public void askAgain(List<HeldRow> rows) {
        journal.record(moves -> {
            rows.forEach(row -> askAgain(moves, row.clip()));
            return null;
        });
    }

    private void askAgain(Moves moves, Clip clip) {
        switch (clip.state()) {
            case TIMED_OUT -> moves.move(clip, ClipState.SUBMITTED);
            case UNDELIVERED -> moves.move(clip, ClipState.GENERATED);
            default -> jdbc.sql(TAKE_BACK).param(clip.id()).update();
        }
    }

    private static void requireSettled(HeldRow row) {
        ClipState state = row.clip().state();
        if (state != ClipState.FAILED && state != ClipState.IN_DOUBT) {
            throw new IllegalStateException(
                    "Row %d is %s; only what failed or is in doubt is brought back".formatted(row.row(), state));
        }
    }

    /**
     * Gives each row a new clip, the next take of its request, in place of the one it holds.
     *
     * @throws StaleClipException if the run's load in force holds that clip no more; nothing was changed
     */
    public void payAgain(long runId, List<HeldRow> rows) {
        journal.recordMoney(moves -> {
            jdbc.sql(ASKED_FOR).param(runId).update();
            for (HeldRow row : rows) {
                GeneratedKeyHolder key = new GeneratedKeyHolder();
                long old = row.clip().id();
                jdbc.sql(NEXT_TAKE)
                        .params(runId, Columns.at(time.now()), runId, old)
                        .update(key, "id");
                long next = Objects.requireNonNull(key.getKeyAs(Long.class));
                keys.copy(old, next);
                if (jdbc.sql(REPLACE).params(next, runId, old, runId).update() != 1) {
                    throw new StaleClipException(old, row.clip().state());
                }
            }
            return null;
        });
    }
}
