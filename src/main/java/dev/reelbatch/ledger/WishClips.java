package dev.reelbatch.ledger;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The clips of a wish to pay again. They wait to be submitted only while its command runs: clips that it never reached
 * are {@link #putAway put away}, so that no other command finds them, and are taken up again when the command is
 * repeated. All methods run in the caller's transaction.
 */
final class WishClips {

    private static final String FORGET = "delete from wish_clip where wish_id = ? and clip_id = ?";
    private static final String ADD = """
            insert into wish_clip (wish_id, clip_id, before_clip, before_state, before_code, before_message)
            values (?, ?, ?, ?, ?, ?)
            """;
    private static final String WAITS_FOR = "update clip set asked_again_in = ? where id = ?";
    private static final String QUEUED_AGAIN = """
            select c.id, c.run_id, w.wish_id, w.before_state, w.before_code, w.before_message
            from clip c join wish_clip w on w.clip_id = c.id and w.wish_id = c.asked_again_in
            where c.state = 'QUEUED' and w.before_state is not null
            """;
    private static final String HOLD_AS_BEFORE = """
            update run_row set clip_id = (select w.before_clip
                                          from clip c join wish_clip w on w.clip_id = c.id
                                                                      and w.wish_id = c.asked_again_in
                                          where c.id = run_row.clip_id)
            where clip_id in (select c.id
                              from clip c join wish_clip w on w.clip_id = c.id and w.wish_id = c.asked_again_in
                              where c.state = 'QUEUED' and w.before_clip is not null%s)
            """;
    private static final String OF_WISH = " and w.wish_id = ?";

    private static final String UNSETTLED = """
            select count(*)
            from wish_clip w join clip c on c.id = w.clip_id
                 join run_row r on r.clip_id = c.id join run u on u.id = r.run_id
            where w.wish_id = :wish and u.id = :run and r.load_number = u.load_number
              and c.state in ('SUBMITTING', 'SUBMITTED', 'GENERATED', 'TIMED_OUT', 'UNDELIVERED')
              and c.accepted_at is null
            """;
    private static final String HELD_OTHERWISE = """
            select distinct r.row_number
            from run_row r join run u on u.id = r.run_id
            where r.run_id = :run and r.load_number = u.load_number and r.clip_id is not null
              and not exists (select 1 from wish_clip w where w.clip_id = r.clip_id and w.wish_id = :wish)
            """;

    private final JdbcClient jdbc;

    WishClips(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Records that the wish made the clip, which waits to be submitted.
     *
     * @param before the clip that the row holds until then; null if there is none, so that the clip is a first take,
     *     which any command may pay for
     */
    void made(long wish, long clip, @Nullable Long before) {
        add(wish, clip, before, null);
        jdbc.sql(WAITS_FOR)
                .params(Columns.row(before == null ? null : wish, clip))
                .update();
    }

    /** Records that the wish queued the clip again. */
    void queuedAgain(long wish, Clip clip) {
        add(wish, clip.id(), null, clip);
        jdbc.sql(WAITS_FOR).params(wish, clip.id()).update();
    }

    private void add(long wish, long clip, @Nullable Long beforeClip, @Nullable Clip before) {
        jdbc.sql(FORGET).params(wish, clip).update();
        jdbc.sql(ADD)
                .params(Columns.row(
                        wish,
                        clip,
                        beforeClip,
                        before == null ? null : before.state().name(),
                        before == null ? null : before.errorCode(),
                        before == null ? null : before.errorMessage()))
                .update();
    }

    private record QueuedAgain(
            long clip,
            long run,
            long wish,
            ClipState before,
            @Nullable ClipError why) {}

    /**
     * Puts clips away.
     *
     * @param wish null for all wishes of the home
     */
    void putAway(Transitions transitions, @Nullable Long wish) {
        for (QueuedAgain queued : queuedAgain(wish)) {
            transitions.move(
                    queued.clip(), queued.run(), ClipState.QUEUED, queued.before(), ClipChange.because(queued.why()));
            jdbc.sql(WAITS_FOR).params(Columns.row(null, queued.clip())).update();
            jdbc.sql(FORGET).params(queued.wish(), queued.clip()).update();
        }
        jdbc.sql(HOLD_AS_BEFORE.formatted(wish == null ? "" : OF_WISH))
                .params(wish == null ? List.of() : List.of(wish))
                .update();
    }

    private List<QueuedAgain> queuedAgain(@Nullable Long wish) {
        return jdbc.sql(QUEUED_AGAIN + (wish == null ? "" : OF_WISH))
                .params(wish == null ? List.of() : List.of(wish))
                .query((rs, n) -> new QueuedAgain(
                        rs.getLong("id"),
                        rs.getLong("run_id"),
                        rs.getLong("wish_id"),
                        ClipState.valueOf(rs.getString("before_state")),
                        rs.getString("before_code") == null
                                ? null
                                : new ClipError(
                                        null,
                                        rs.getString("before_code"),
                                        Objects.requireNonNullElse(rs.getString("before_message"), ""))))
                .list();
    }

    /** Returns true if the run of the wish waits for one of them, free of charge. */
    boolean areUnsettled(Wish wish) {
        return jdbc.sql(UNSETTLED)
                        .param("wish", wish.id())
                        .param("run", wish.runId())
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Returns true if each of these rows of the run holds one of them. */
    boolean haveAll(Wish wish, Run run, RowRanges rows) {
        return jdbc
                .sql(HELD_OTHERWISE)
                .param("wish", wish.id())
                .param("run", run.id())
                .query(Integer.class)
                .list()
                .stream()
                .noneMatch(rows::contains);
    }
}
