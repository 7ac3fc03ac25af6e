package dev.reelbatch.ledger;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Which clips stand for a request, by its fingerprint. A table of its own: an index of {@code clip} would be written
 * for every move of a clip.
 */
final class ClipKeys {

    /** To be read from the fingerprint, {@code k.fingerprint}, to its clips. */
    static final String CLIPS = "clip_key k join clip c on c.id = k.clip_id";

    private static final String NEW_KEY = "insert into clip_key (fingerprint, clip_id) values (?, ?)";

    private final JdbcClient jdbc;

    ClipKeys(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** In the transaction that makes the clip. */
    void add(String fingerprint, long clipId) {
        jdbc.sql(NEW_KEY).params(fingerprint, clipId).update();
    }
}
