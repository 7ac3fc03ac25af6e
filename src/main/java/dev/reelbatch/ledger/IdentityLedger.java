package dev.reelbatch.ledger;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The keys of existing requests, and their renewal after the rules for keys have changed. */
public final class IdentityLedger {

    private static final String FORM = "select count(*) from key_form where form = ?";
    private static final String NEW_FORM = "insert into key_form (form) values (?)";
    private static final String CLIPS = """
            select id, run_id, fingerprint, api, request from clip where id > ? order by id limit ?
            """;
    private static final String IDS = """
            select distinct clip_id, row_id from run_row where clip_id between ? and ? and row_id is not null
            """;
    private static final String IDS_OF_RUN = """
            select distinct row_id from run_row where run_id = ? and row_id is not null limit ?
            """;
    private static final String OF_ANY_ID = """
            select r.request_key, c.id, c.take, c.run_id, c.state,
                   exists (select 1 from run_row i
                           where i.clip_id = c.id and i.row_id is not null and i.row_id not like '%E+%') as has_id
            from clip_request r join clip c on c.id = r.clip_id
            where r.request_key in (:requests) and c.api = :api and c.state not in ('QUEUED', 'FAILED', 'CANCELLED')
            """;
    private static final String APIS = "select name from api_name order by name";
    private static final String OPEN = """
            select api, count(*) as clips from clip
            where state in ('SUBMITTED', 'GENERATED', 'TIMED_OUT', 'UNDELIVERED') and accepted_at is null
            group by api order by api
            """;
    private static final String LATEST = """
            select c.api from submission s join clip c on c.id = s.clip_id order by s.id desc limit 1
            """;
    private static final String RENAME = "update clip set api = ? where api = ?";
    private static final String FORGET = "delete from api_name where name = ?";
    private static final String CALLED_BEFORE = """
            select earlier from api_spelling where name = ? and last_run >= ? order by earlier
            """;
    private static final String RENAME_AGAIN = """
            update api_spelling set name = :now
            where name = :before
              and not exists (select 1 from api_spelling s where s.name = :now and s.earlier = api_spelling.earlier)
            """;
    private static final String NEW_SPELLING = """
            insert into api_spelling (name, earlier, last_run)
            select :now, :before, coalesce(max(id), 0) from run
            """;
    private static final String FORGET_SPELLING = "delete from api_spelling where name = ? and earlier = ?";

    /** May be repeated. Typed, because PostgreSQL does not guess the type of a selected parameter. */
    private static final String NEW_API = """
            insert into api_name (name)
            select cast(? as varchar) where not exists (select 1 from api_name where name = ?)
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final ClipKeys keys;

    public IdentityLedger(JdbcClient jdbc, Journal journal) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.keys = new ClipKeys(jdbc);
    }

    /**
     * An existing clip.
     *
     * @param ids ids of the rows that hold it; the request may have had another one, or none
     */
    public record Known(long id, long runId, String fingerprint, String api, String request, List<String> ids) {}

    /** Returns true if all clips have keys by these rules. */
    public boolean isOfForm(int form) {
        return jdbc.sql(FORM).param(form).query(Integer.class).single() > 0;
    }

    /** Records that all clips have keys by these rules. */
    public void markForm(int form) {
        jdbc.sql(NEW_FORM).param(form).update();
    }

    /** Returns the next clips by number. */
    public List<Known> clipsAfter(long id, int limit) {
        List<Known> clips = jdbc.sql(CLIPS)
                .params(id, limit)
                .query((rs, n) -> new Known(
                        rs.getLong("id"),
                        rs.getLong("run_id"),
                        rs.getString("fingerprint"),
                        rs.getString("api"),
                        rs.getString("request"),
                        new ArrayList<>()))
                .list();
        if (!clips.isEmpty()) {
            Map<Long, Known> byId = new HashMap<>();
            clips.forEach(clip -> byId.put(clip.id(), clip));
            jdbc.sql(IDS)
                    .params(clips.get(0).id(), clips.get(clips.size() - 1).id())
                    .query(rs -> {
                        Known clip = Objects.requireNonNull(byId.get(rs.getLong("clip_id")));
                        clip.ids().add(rs.getString("row_id"));
                    });
        }
        return clips;
    }

    /** Returns ids of the run's rows; a row may now hold another clip than the one made for it. */
    public List<String> idsOf(long runId, int limit) {
        return jdbc.sql(IDS_OF_RUN).params(runId, limit).query(String.class).list();
    }

    /**
     * A clip of a request, whatever the id of its row.
     *
     * @param anyId as in {@link RequestKeys}
     * @param hasId true if a row with an id holds it; an id such as 1.2E+15 has lost digits and does not count
     */
    public record OfAnyId(String anyId, Candidate clip, boolean hasId) {}

    /**
     * Returns the clips of these requests that were paid for, or may have been, whatever the ids of their rows; the
     * furthest along first.
     */
    public List<OfAnyId> ofAnyId(Collection<String> requests, String api) {
        return jdbc
                .sql(OF_ANY_ID)
                .param("requests", requests)
                .param("api", api)
                .query((rs, n) -> new OfAnyId(
                        rs.getString("request_key"),
                        new Candidate(
                                rs.getLong("id"),
                                rs.getInt("take"),
                                false,
                                rs.getLong("run_id"),
                                ClipState.valueOf(rs.getString("state")),
                                null,
                                null,
                                true,
                                false,
                                false),
                        rs.getBoolean("has_id")))
                .list() // JdbcClient's own stream would hold its connection until closed
                .stream()
                .sorted(Comparator.comparing(OfAnyId::clip, Candidate.FIRST_ADOPTED))
                .toList();
    }

    /** Adds keys by which these clips are found from now on. */
    public void add(Map<Long, RequestKeys> byClip) {
        journal.record(transitions -> {
            byClip.forEach((clip, all) -> keys.addMissing(all, clip));
            return null;
        });
    }

    /** Records that these clips also belong to rows with other ids; on the disk when this returns. */
    public void addOtherIds(Map<Long, RequestKeys> byClip) {
        journal.recordMoney(transitions -> {
            byClip.forEach((clip, other) -> keys.addOtherId(other, clip));
            return null;
        });
    }

    /**
     * Records the name of an API whose clips may follow. It goes through the journal, because runs that start at the
     * same time would add the same name twice.
     */
    public void noteApi(String name) {
        journal.record(transitions -> jdbc.sql(NEW_API).params(name, name).update());
    }

    /** Returns the names of the APIs that clips are known under. */
    public List<String> apis() {
        return jdbc.sql(APIS).query(String.class).list();
    }

    /** Returns the number of accepted clips without a video, by the API's name. */
    public Map<String, Integer> open() {
        Map<String, Integer> open = new TreeMap<>();
        jdbc.sql(OPEN).query(rs -> {
            open.put(rs.getString("api"), rs.getInt("clips"));
        });
        return open;
    }

    /** Returns the API of the latest submission; empty if there was none. */
    public Optional<String> latestApi() {
        return jdbc.sql(LATEST).query(String.class).optional();
    }

    /** Returns the API's names when the run was made, if it has another name now. */
    public List<String> calledBefore(String name, Run run) {
        return jdbc.sql(CALLED_BEFORE)
                .params(name, run.id())
                .query(String.class)
                .list();
    }

    /** Makes two names one account: requests to either count as requests to both. May be repeated. */
    public void renameApi(String name, String other) {
        jdbc.sql(NEW_API).params(other, other).update();
        jdbc.sql(RENAME_AGAIN).param("now", other).param("before", name).update();
        jdbc.sql(FORGET_SPELLING).params(other, name).update();
        jdbc.sql(NEW_SPELLING).param("now", other).param("before", name).update();
        jdbc.sql(RENAME).params(other, name).update();
        jdbc.sql(FORGET).param(name).update();
    }
}
