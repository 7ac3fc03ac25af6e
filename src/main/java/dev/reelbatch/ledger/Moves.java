package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.ArrayList;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All moves of one unit of work: each a guarded update whose count is checked. */
final class Moves {

    /**
     * With the state goes the reason for it, and a person's word that it may stay so; the verb that has a
     * new reason notes it after the move.
     */
    private static final String MOVE = """
            update clip set state = ?, changed_at = ?, error_code = null, error_message = null,
                            accepted_at = null
            where id = ? and state = ?
            """;

    private final JdbcClient jdbc;
    private final Time time;
    private final List<ClipMove> made = new ArrayList<>();

    Moves(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /**
     * Moves a clip from the state it is known in.
     *
     * @throws IllegalStateException if the move is not legal
     * @throws StaleClipException if the clip is in another state; nothing was changed
     */
    void move(Clip clip, ClipState to) {
        move(clip.id(), clip.runId(), clip.state(), to);
    }

    void move(long clipId, long runId, ClipState from, ClipState to) {
        if (!from.canBecome(to)) {
            throw new IllegalStateException("A clip never goes from %s to %s".formatted(from, to));
        }
        int moved = jdbc.sql(MOVE)
                .params(to.name(), Columns.at(time.now()), clipId, from.name())
                .update();
        if (moved != 1) {
            throw new StaleClipException(clipId, from);
        }
        made.add(new ClipMove(clipId, runId, from, to));
    }

    List<ClipMove> made() {
        return made;
    }
}
