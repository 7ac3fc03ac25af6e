package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/**
 * Maps a run's rows to clips: a row adopts the clip of its request that is furthest along, in
 * whatever state it is; only what is missing is created. Equal rows take different clips.
 *
 * <p>A load has a number of its own and is in force only once it is {@link #finish finished}, so it
 * can be repeated from the start at any time.
 */
public final class LoadLedger {

    private static final int LOOK_UP = 1000;
    private static final int NONE = -1; // of a load that has not begun

    private static final String DROP_ROWS = "delete from run_row where run_id = ? and load_number %s ?";
    private static final String FREE_CLIPS = """
            select c.id, c.fingerprint, c.take, c.fresh_origin, c.run_id, c.state, h.row_number, h.variant
            from %s
            left join run_row h on h.clip_id = c.id and h.run_id = :run and h.load_number = :inForce
            where k.fingerprint in (:fingerprints)
              and not exists (select 1 from run_row t
                              where t.clip_id = c.id and t.run_id = :run and t.load_number = :loading)
            """.formatted(ClipKeys.CLIPS);
    private static final String HOLD = "update clip set run_id = ? where id = ?";
    private static final String PRICE_AS_OF_NOW = """
            update clip set price = ?, currency = ? where id = ? and state = 'QUEUED'
            """;
    private static final String LAST_TAKE = """
            select coalesce(max(c.take), 0) from %s
            where k.fingerprint = ? and (c.fresh_origin is null or c.fresh_origin <> ?)
            """.formatted(ClipKeys.CLIPS);
    private static final String NEW_CLIP = """
            insert into clip (fingerprint, take, fresh_origin, run_id, api, request, model, size, duration,
                              price, currency, state, changed_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'QUEUED', ?)
            """;
    private static final String NEW_ROW = """
            insert into run_row (run_id, load_number, row_number, variant, clip_id, row_id, file_name, prompt,
                                 other, cells, error)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FINISH = """
            update run set load_number = :load, loaded_as = :as,
                   row_count = (select count(*) from run_row where run_id = :run and load_number = :load)
            where id = :run
            """;

    private final JdbcClient jdbc;
    private final ClipKeys keys;
    private final Time time;

    public LoadLedger(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.keys = new ClipKeys(jdbc);
        this.time = time;
    }

    /**
     * The clips that exist of these requests, by fingerprint.
     *
     * @param freshOrigin only clips of this paying-again; null for all
     * @param loadedAnew the run whose rows would adopt them; null for a new one
     */
    public Map<String, FreeClips> existing(
            Collection<String> fingerprints, @Nullable Long freshOrigin, @Nullable Run loadedAnew) {
        Map<String, FreeClips> existing = new HashMap<>();
        List<String> all = List.copyOf(fingerprints);
        for (int from = 0; from < all.size(); from += LOOK_UP) {
            List<String> some = all.subList(from, Math.min(all.size(), from + LOOK_UP));
            existing.putAll(
                    loadedAnew == null
                            ? freeClips(some, freshOrigin, 0, 0, NONE)
                            : freeClips(some, freshOrigin, loadedAnew.id(), loadedAnew.loadNumber(), NONE));
        }
        return existing;
    }

    /** Begins a load, dropping what an unfinished one left. Returns its number. */
    public int begin(Run run) {
        jdbc.sql(DROP_ROWS.formatted(">")).params(run.id(), run.loadNumber()).update();
        return run.loadNumber() + 1;
    }

    /** Adds rows, in the caller's transaction. */
    public void add(Run run, int loadNumber, List<RowDraft> rows) {
        Map<String, FreeClips> free = freeClips(run, loadNumber, rows);
        for (RowDraft row : rows) {
            RowDraft.Request request = row.request();
            Long clip = request == null ? null : adopt(run, row, request, free.get(request.fingerprint()));
            if (request != null && clip == null) {
                clip = create(run, request);
            }
            insert(run, loadNumber, row, clip);
        }
    }

    /** The load is complete and from now on in force. */
    public void finish(Run run, int loadNumber, String loadedAs) {
        jdbc.sql(FINISH)
                .param("load", loadNumber)
                .param("as", loadedAs)
                .param("run", run.id())
                .update();
        jdbc.sql(DROP_ROWS.formatted("<")).params(run.id(), loadNumber).update();
    }

    private Map<String, FreeClips> freeClips(Run run, int loadNumber, List<RowDraft> rows) {
        Set<String> fingerprints = rows.stream()
                .map(RowDraft::request)
                .filter(Objects::nonNull)
                .map(RowDraft.Request::fingerprint)
                .collect(Collectors.toSet());
        return fingerprints.isEmpty()
                ? Map.of()
                : freeClips(fingerprints, run.freshOrigin(), run.id(), run.loadNumber(), loadNumber);
    }

    private Map<String, FreeClips> freeClips(
            Collection<String> fingerprints, @Nullable Long freshOrigin, long run, int inForce, int loading) {
        Map<String, FreeClips> free = new HashMap<>();
        jdbc
                .sql(FREE_CLIPS)
                .param("run", run)
                .param("inForce", inForce)
                .param("loading", loading)
                .param("fingerprints", fingerprints)
                .query(LoadLedger::candidate)
                .list()
                .stream() // of the list: JdbcClient's own stream would hold its connection until closed
                .filter(clip -> freshOrigin == null || freshOrigin.equals(clip.freshOrigin()))
                .forEach(clip -> free.computeIfAbsent(clip.fingerprint(), print -> new FreeClips())
                        .add(clip));
        return free;
    }

    private static Candidate candidate(ResultSet rs, int n) throws SQLException {
        return new Candidate(
                rs.getLong("id"),
                rs.getString("fingerprint"),
                rs.getInt("take"),
                Columns.number(rs, "fresh_origin"),
                rs.getLong("run_id"),
                ClipState.valueOf(rs.getString("state")),
                Columns.integer(rs, "row_number"),
                Columns.integer(rs, "variant"));
    }

    private @Nullable Long adopt(Run run, RowDraft row, RowDraft.Request request, @Nullable FreeClips free) {
        Candidate best = free == null ? null : free.take(row.row(), row.variant());
        if (best == null) {
            return null;
        }
        if (best.runId() != run.id()) {
            jdbc.sql(HOLD).params(run.id(), best.id()).update();
        }
        if (best.state() == ClipState.QUEUED) {
            jdbc.sql(PRICE_AS_OF_NOW)
                    .params(Columns.row(Price.amountOf(request.price()), Price.currencyOf(request.price()), best.id()))
                    .update();
        }
        return best.id();
    }

    private long create(Run run, RowDraft.Request request) {
        int take = run.freshOrigin() == null ? 1 : lastTake(request.fingerprint(), run.freshOrigin()) + 1;
        return create(run, request, take, run.freshOrigin());
    }

    private int lastTake(String fingerprint, long freshOrigin) {
        return jdbc.sql(LAST_TAKE)
                .params(fingerprint, freshOrigin)
                .query(Integer.class)
                .single();
    }

    private long create(Run run, RowDraft.Request request, int take, @Nullable Long freshOrigin) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEW_CLIP)
                .params(Columns.row(
                        request.fingerprint(),
                        take,
                        freshOrigin,
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
        keys.add(request.fingerprint(), id);
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
