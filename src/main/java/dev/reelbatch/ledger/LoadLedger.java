package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Maps a run's rows to clips: a row adopts the clip of its request that is furthest along, in whatever state, and only
 * missing clips are created. Equal rows take different clips. A row that is to get its next take adopts what the same
 * wish made before; a clip that another wish has made or queued, and not paid for, is never adopted.
 *
 * <p>Each load has a number and takes effect only once it is {@link #finish finished}, so it can be repeated from the
 * start at any time.
 */
public final class LoadLedger {

    private static final String DROP_ROWS = "delete from run_row where run_id = ? and load_number %s ?";
    private static final String PAID_FOR_SINCE = """
            select exists (
                select 1 from submission s
                join clip p on p.id = s.clip_id
                join clip_key pk on pk.clip_id = p.id
                join clip_key qk on qk.fingerprint = pk.fingerprint
                join clip q on q.id = qk.clip_id
                join run_row r on r.clip_id = q.id
                where s.id > (select loaded_after from run where id = :run) and s.run_id <> :run
                  and p.state not in ('QUEUED', 'FAILED', 'CANCELLED') and p.api = q.api
                  and q.state = 'QUEUED' and q.asked_again_in is null
                  and r.run_id = :run and r.load_number = :load
                  and not exists (select 1 from run_row h
                                  where h.clip_id = p.id and h.run_id = :run and h.load_number = :load))
            """;
    private static final String HOLD = "update clip set run_id = ? where id = ?";
    private static final String PRICE_AS_OF_NOW = """
            update clip set price = ?, currency = ?
            where id = ? and (state in ('QUEUED', 'CANCELLED') or state in ('FAILED', 'IN_DOUBT') and currency = ?)
            """;
    private static final String LAST_TAKE = """
            select coalesce(max(c.take), 0) from %s
            where k.fingerprint in (:known)
              and not exists (select 1 from wish_clip w where w.clip_id = c.id and w.wish_id = :wish)
            """.formatted(ClipKeys.CLIPS);
    private static final String NEW_CLIP = """
            insert into clip (fingerprint, take, run_id, api, request, model, size, duration, price, currency,
                              state, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?)
            """;
    private static final String NEW_ROW = """
            insert into run_row (run_id, load_number, row_number, variant, clip_id, row_id, file_name, prompt,
                                 other, cells, error)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FINISH = """
            update run set load_number = :load, loaded_as = :as,
                   loaded_after = (select coalesce(max(id), 0) from submission),
                   row_count = (select count(*) from run_row where run_id = :run and load_number = :load)
            where id = :run
            """;

    private final JdbcClient jdbc;
    private final AdoptableClipQuery query;
    private final ClipKeys keys;
    private final WishClips wishClips;
    private final Time time;

    public LoadLedger(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.query = new AdoptableClipQuery(jdbc);
        this.keys = new ClipKeys(jdbc);
        this.wishClips = new WishClips(jdbc);
        this.time = time;
    }

    /**
     * Returns the existing clips of these requests.
     *
     * @param known the requests' keys
     * @param api the name of the account that received the requests
     * @param takes the rows that get their next take
     * @param loadedAnew the run whose rows keep what they hold; null for a sheet of its own
     */
    public AdoptableClips existing(Collection<String> known, String api, Takes takes, @Nullable Run loadedAnew) {
        return query.existing(known, api, takes, loadedAnew);
    }

    /**
     * Returns true if another run, since this one was loaded, has paid for a clip that this one still has queued;
     * loading again makes its rows adopt that.
     */
    public boolean isPaidForSince(Run run) {
        return jdbc.sql(PAID_FOR_SINCE)
                .param("run", run.id())
                .param("load", run.loadNumber())
                .query(Boolean.class)
                .single();
    }

    /** Begins a load and drops what an unfinished one left. Returns its number. */
    public int begin(Run run) {
        jdbc.sql(DROP_ROWS.formatted(">")).params(run.id(), run.loadNumber()).update();
        return run.loadNumber() + 1;
    }

    /**
     * Adds rows, in the caller's transaction.
     *
     * @param takes the rows that get their next take
     */
    public void add(Run run, int loadNumber, Takes takes, List<RowDraft> rows) {
        AdoptableClips free = query.forRows(run, loadNumber, takes, rows);
        for (RowDraft row : rows) {
            RowDraft.Request request = row.request();
            Long clip = null;
            if (request != null) {
                clip = takes.areOf(row.row())
                        ? nextTake(run, row, request, free, takes.wish())
                        : ordinary(run, row, request, free);
            }
            insert(run, loadNumber, row, clip);
        }
    }

    private long ordinary(Run run, RowDraft row, RowDraft.Request request, AdoptableClips free) {
        Candidate best = free.take(request.keys(), row.row(), row.variant(), false);
        return best == null ? create(run, request, 1) : adopt(run, request, best);
    }

    /**
     * Returns the row's next take. If the wish never reaches it, the row gets back the clip that it would otherwise
     * hold.
     */
    private long nextTake(Run run, RowDraft row, RowDraft.Request request, AdoptableClips free, long wish) {
        Candidate best = free.take(request.keys(), row.row(), row.variant(), true);
        long clip = best == null ? create(run, request, lastTake(request.keys(), wish) + 1) : adopt(run, request, best);
        if (best == null || best.state() == ClipState.QUEUED) {
            Candidate before = free.take(request.keys(), row.row(), row.variant(), false);
            wishClips.made(wish, clip, before == null ? null : before.id());
        }
        return clip;
    }

    /** Completes the load, which takes effect from now on. */
    public void finish(Run run, int loadNumber, String loadedAs) {
        jdbc.sql(FINISH)
                .param("load", loadNumber)
                .param("as", loadedAs)
                .param("run", run.id())
                .update();
        jdbc.sql(DROP_ROWS.formatted("<")).params(run.id(), loadNumber).update();
    }

    private long adopt(Run run, RowDraft.Request request, Candidate best) {
        if (best.runId() != run.id()) {
            jdbc.sql(HOLD).params(run.id(), best.id()).update();
        }
        if (best.state() == ClipState.QUEUED || best.state().isRerunnable()) {
            // it may be submitted, at once or after a rerun, so the price of then counts towards a cost limit
            jdbc.sql(PRICE_AS_OF_NOW)
                    .params(Columns.row(
                            Price.amountOf(request.price()),
                            Price.currencyOf(request.price()),
                            best.id(),
                            Price.currencyOf(request.price())))
                    .update();
        }
        return best.id();
    }

    private int lastTake(RequestKeys keys, long wish) {
        return jdbc.sql(LAST_TAKE)
                .param("known", keys.known())
                .param("wish", wish)
                .query(Integer.class)
                .single();
    }

    private long create(Run run, RowDraft.Request request, int take) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEW_CLIP)
                .params(Columns.row(
                        request.fingerprint(),
                        take,
                        run.id(),
                        request.api(),
                        request.json(),
                        request.model(),
                        request.size(),
                        request.duration(),
                        Price.amountOf(request.price()),
                        Price.currencyOf(request.price()),
                        Columns.at(time.now())))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Long.class));
        keys.add(request.keys(), id);
        return id;
    }

    private void insert(Run run, int loadNumber, RowDraft row, @Nullable Long clipId) {
        jdbc.sql(NEW_ROW)
                .params(Columns.row(
                        run.id(),
                        loadNumber,
                        row.row(),
                        row.variant(),
                        clipId,
                        row.rowId(),
                        row.fileName(),
                        row.prompt(),
                        row.other(),
                        row.cells(),
                        row.error()))
                .update();
    }
}
