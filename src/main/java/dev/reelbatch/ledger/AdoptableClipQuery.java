package dev.reelbatch.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Finds the existing clips that rows could adopt, before a load and for the rows of one. */
final class AdoptableClipQuery {

    private static final int LOOK_UP = 1000;
    private static final int NONE = -1; // number of a load that has not begun

    private static final String FREE_CLIPS = """
            select k.fingerprint, c.id, c.take, c.run_id, c.state, c.asked_again_in, h.row_number, h.variant,
                   exists (select 1 from wish_clip w where w.clip_id = c.id and w.wish_id = :wish) as next_take,
                   exists (select 1 from clip_other_id o
                           where o.fingerprint = k.fingerprint and o.clip_id = c.id) as of_other_id
            from %s
            left join run_row h on h.clip_id = c.id and h.run_id = :holder and h.load_number = :inForce
            where k.fingerprint in (:known) and c.api = :api
              and (c.state <> 'QUEUED' or c.asked_again_in is null or c.asked_again_in = :wish)
              and not exists (select 1 from run_row t
                              where t.clip_id = c.id and t.run_id = :run and t.load_number = :loading)
            """.formatted(ClipKeys.CLIPS);
    private static final String CORRECTED = """
            select u.id, u.load_number from run_correction k join run u on u.id = k.corrects where k.run_id = ?
            """;

    private final JdbcClient jdbc;

    AdoptableClipQuery(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The rows that clips are for: clips held by the holder's rows are theirs, clips held in this run are taken. */
    private record Adopter(Takes takes, long run, Holder holder, int loading) {}

    /** The rows for which clips are kept: the run's own, or at its first load those of the run that it corrects. */
    private record Holder(long run, int inForce) {}

    /** Does {@link LoadLedger#existing}. */
    AdoptableClips existing(Collection<String> known, String api, Takes takes, @Nullable Run loadedAnew) {
        AdoptableClips existing = new AdoptableClips();
        List<String> all = List.copyOf(known);
        for (int from = 0; from < all.size(); from += LOOK_UP) {
            List<String> some = all.subList(from, Math.min(all.size(), from + LOOK_UP));
            Adopter adopter = loadedAnew == null
                    ? new Adopter(takes, 0, new Holder(0, 0), NONE)
                    : new Adopter(takes, loadedAnew.id(), new Holder(loadedAnew.id(), loadedAnew.loadNumber()), NONE);
            addFree(some, api, adopter, existing);
        }
        return existing;
    }

    /** Returns the clips that these rows of a load could adopt, in the load's transaction. */
    AdoptableClips forRows(Run run, int loadNumber, Takes takes, List<RowDraft> rows) {
        Map<String, Set<String>> knownByApi = new HashMap<>();
        rows.stream().map(RowDraft::request).filter(Objects::nonNull).forEach(request -> knownByApi
                .computeIfAbsent(request.api(), api -> new HashSet<>())
                .addAll(request.keys().all()));
        AdoptableClips free = new AdoptableClips();
        Adopter adopter = new Adopter(takes, run.id(), holder(run), loadNumber);
        knownByApi.forEach((api, known) -> addFree(known, api, adopter, free));
        return free;
    }

    private Holder holder(Run run) {
        if (run.loadNumber() > 0) {
            return new Holder(run.id(), run.loadNumber());
        }
        return jdbc.sql(CORRECTED)
                .param(run.id())
                .query((rs, n) -> new Holder(rs.getLong("id"), rs.getInt("load_number")))
                .optional()
                .orElse(new Holder(run.id(), 0));
    }

    private void addFree(Collection<String> known, String api, Adopter adopter, AdoptableClips free) {
        jdbc.sql(FREE_CLIPS)
                .param("run", adopter.run())
                .param("holder", adopter.holder().run())
                .param("inForce", adopter.holder().inForce())
                .param("loading", adopter.loading())
                .param("wish", adopter.takes().wish())
                .param("known", known)
                .param("api", api)
                .query((rs, n) -> Map.entry(rs.getString("fingerprint"), candidate(rs, adopter.takes())))
                .list() // JdbcClient's own stream would hold its connection until closed
                .forEach(found -> free.add(found.getKey(), found.getValue()));
    }

    private static Candidate candidate(ResultSet rs, Takes takes) throws SQLException {
        return new Candidate(
                rs.getLong("id"),
                rs.getInt("take"),
                takes.areAny() && rs.getBoolean("next_take"),
                rs.getLong("run_id"),
                ClipState.valueOf(rs.getString("state")),
                Columns.integer(rs, "row_number"),
                Columns.integer(rs, "variant"),
                rs.getBoolean("of_other_id"),
                rs.getObject("asked_again_in") != null,
                false);
    }
}
