package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** All moves of one unit of work: each is a guarded update whose count is checked. */
final class Transitions {

    /** Together with the state, this replaces its reason and clears a person's acceptance. */
    private static final String MOVE = """
            update clip set state = ?, changed_at = ?, error_code = ?, error_message = ?, accepted_at = null%s
            where id = ? and state = ?%s
            """;

    private static final String IF_PAID = " and (asked_again_in = ? or (? and asked_again_in is null))";

    private final JdbcClient jdbc;
    private final Instant now;
    private final List<ClipTransition> made = new ArrayList<>();
    private boolean changesAtRest;

    Transitions(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.now = time.now();
    }

    /** Returns the time of this unit of work. */
    Instant now() {
        return now;
    }

    /**
     * Moves a clip from the state it is known in.
     *
     * @throws IllegalStateException if the move is not legal
     * @throws StaleClipException if the clip is in another state; nothing was changed
     */
    void move(Clip clip, ClipState to, ClipChange change) {
        move(clip.id(), clip.runId(), clip.state(), to, change);
    }

    void move(Clip clip, ClipState to) {
        move(clip, to, ClipChange.NOTHING_ELSE);
    }

    void move(long clipId, long runId, ClipState from, ClipState to, ClipChange change) {
        if (!from.canBecome(to)) {
            throw new IllegalStateException("A clip never goes from %s to %s".formatted(from, to));
        }
        ClipError why = change.why();
        List<@Nullable Object> values = new ArrayList<>(Columns.row(
                to.name(), Columns.at(now), why == null ? null : why.code(), why == null ? null : why.message()));
        values.addAll(change.values());
        values.add(clipId);
        values.add(from.name());
        Wish paidBy = change.paidBy();
        if (paidBy != null) {
            values.addAll(List.of(paidBy.id(), paidBy.paysForOrdinary()));
        }
        if (jdbc.sql(MOVE.formatted(change.assignments(), paidBy == null ? "" : IF_PAID))
                        .params(values)
                        .update()
                != 1) {
            throw new StaleClipException(clipId, from);
        }
        made.add(new ClipTransition(clipId, runId, from, to));
    }

    /** Notes a change that no move tells of, see {@link ClipTransition.Listener#changedAtRest}; a test lists all that do. */
    void changeAtRest() {
        changesAtRest = true;
    }

    boolean changesAtRest() {
        return changesAtRest;
    }

    List<ClipTransition> made() {
        return made;
    }
}
