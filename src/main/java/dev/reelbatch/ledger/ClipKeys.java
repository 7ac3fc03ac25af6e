package dev.reelbatch.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The keys by which clips are found for a request. They have a table of their own: an index of {@code clip} would be
 * written for every move of a clip.
 */
final class ClipKeys {

    /** Join from the key, {@code k.fingerprint}, to its clips. */
    static final String CLIPS = "clip_key k join clip c on c.id = k.clip_id";

    private static final String NEW_KEY = "insert into clip_key (fingerprint, clip_id) values (?, ?)";
    private static final String NEW_REQUEST = "insert into clip_request (request_key, clip_id) values (?, ?)";
    private static final String HAS_KEY = "select count(*) from clip_key where fingerprint = ? and clip_id = ?";
    private static final String HAS_REQUEST = """
            select count(*) from clip_request where request_key = ? and clip_id = ?
            """;
    private static final String COPY_KEYS = """
            insert into clip_key (fingerprint, clip_id) select k.fingerprint, ? from clip_key k where k.clip_id = ?
            """;
    private static final String NEW_OTHER_ID = "insert into clip_other_id (fingerprint, clip_id) values (?, ?)";
    private static final String COPY_OTHER_IDS = """
            insert into clip_other_id (fingerprint, clip_id)
            select o.fingerprint, ? from clip_other_id o where o.clip_id = ?
            """;
    private static final String COPY_REQUEST = """
            insert into clip_request (request_key, clip_id)
            select r.request_key, ? from clip_request r where r.clip_id = ?
            """;

    private final JdbcClient jdbc;

    ClipKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds the keys of a clip, in the transaction that makes it. */
    void add(RequestKeys keys, long clipId) {
        for (String key : keys.known()) {
            jdbc.sql(NEW_KEY).params(key, clipId).update();
        }
        jdbc.sql(NEW_REQUEST).params(keys.anyId(), clipId).update();
    }

    /** Adds a clip of which only the fingerprint is known; it gets its other keys at the next start. */
    void add(String fingerprint, long clipId) {
        jdbc.sql(NEW_KEY).params(fingerprint, clipId).update();
        jdbc.sql("delete from key_form").update();
    }

    /** Copies the keys of another clip with the same request, in the transaction that makes the clip. */
    void copy(long fromClip, long clipId) {
        jdbc.sql(COPY_KEYS).params(clipId, fromClip).update();
        jdbc.sql(COPY_OTHER_IDS).params(clipId, fromClip).update();
        jdbc.sql(COPY_REQUEST).params(clipId, fromClip).update();
    }

    /** Records that an existing clip also belongs to a row with another id. */
    void addOtherId(RequestKeys keys, long clipId) {
        if (isMissing(HAS_KEY, keys.same(), clipId)) {
            jdbc.sql(NEW_KEY).params(keys.same(), clipId).update();
            jdbc.sql(NEW_OTHER_ID).params(keys.same(), clipId).update();
        }
    }

    /** Adds those keys of the request that an existing clip does not have yet. */
    void addMissing(RequestKeys keys, long clipId) {
        if (isMissing(HAS_KEY, keys.same(), clipId)) {
            jdbc.sql(NEW_KEY).params(keys.same(), clipId).update();
        }
        if (isMissing(HAS_REQUEST, keys.anyId(), clipId)) {
            jdbc.sql(NEW_REQUEST).params(keys.anyId(), clipId).update();
        }
    }

    private boolean isMissing(String has, String key, long clipId) {
        return jdbc.sql(has).params(key, clipId).query(Integer.class).single() == 0;
    }
}
