package dev.reelbatch.submit;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps an outage from putting more than a handful of rows in doubt.
 *
 * <p>What is open when the API goes away is in doubt, whatever is done then. So no more POSTs are open than
 * the pace needs while answers come as fast as usual, and a few.
 *
 * <pre>
 * CLOSED    -> CAUTIOUS   a POST's outcome is unknown, or it was not accepted (429, 503, no connection)
 * CAUTIOUS  -> CLOSED     a POST gets any other answer
 * CLOSED, CAUTIOUS -> OPEN   three unknown outcomes in a row, or three POSTs unanswered far longer than usual
 * OPEN      -> HALF_OPEN  the pause is over: a probe is granted
 * HALF_OPEN -> OPEN       the probe was not accepted
 * any       -> CLOSED     a POST is accepted
 * </pre>
 *
 * <p>A probe may cost a clip, so it leaves only if a status call, which is free, finds the API answering, and
 * each further one comes after a pause three times as long. That goes on for as long as the patience; then
 * submitting stops.
 */
final class CircuitBreaker {

    enum State {
        /** As many POSTs may be open as the pace needs. */
        CLOSED,
        /** One POST at a time. */
        CAUTIOUS,
        /** An outage: no POST before the pause is over and what was open is answered. */
        OPEN,
        /** An outage: a probe is under way. */
        HALF_OPEN;

        boolean isOutage() {
            return this == OPEN || this == HALF_OPEN;
        }
    }

    /** What an unknown outcome means for the submit step. */
    enum Verdict {
        GO_ON,
        STOP
    }

    private static final int IN_A_ROW = 3;
    private static final int TIMES_USUAL = 10;
    private static final Duration NEVER_LONG = Duration.ofSeconds(10);
    private static final int SPARE = 4;
    private static final double MORE_THAN_NEEDED = 1.5;
    private static final int EACH_PAUSE_LONGER = 3;

    private final Duration firstPause;
    private final Duration patience;
    private final Duration spacing;
    private final Time time;
    private final Set<Permit> open = new HashSet<>();
    private State state = State.CLOSED;
    private @Nullable Permit scout; // the one at a time while CAUTIOUS
    private long usual;
    private int unknownInARow;
    private long downSince;
    private long pause;
    private long probeFrom;

    /**
     * @param firstPause before the first probe
     * @param patience how long it goes on probing
     * @param spacing between two submits at the full pace
     */
    CircuitBreaker(Duration firstPause, Duration patience, Duration spacing, Time time) {
        this.firstPause = firstPause;
        this.patience = patience;
        this.spacing = spacing;
        this.time = time;
    }

    /** Nanoseconds until the next POST may leave as far as outages go; 0: now. */
    synchronized long untilNext(long now) {
        if (!state.isOutage() && longOpen(now) >= IN_A_ROW) {
            transitionTo(State.OPEN);
        }
        boolean mayLeave =
                switch (state) {
                    case CLOSED -> open.size() < atOnce();
                    case CAUTIOUS -> scout == null && open.size() < atOnce();
                    case OPEN -> open.isEmpty();
                    case HALF_OPEN -> false;
                };
        if (!mayLeave) {
            return NEVER_LONG.toNanos();
        }
        return state == State.OPEN ? Math.max(0, probeFrom - now) : 0;
    }

    /** How many the pace keeps open is its rate times the usual time until an answer is recorded. */
    private double atOnce() {
        return SPARE + MORE_THAN_NEEDED * usual / spacing.toNanos();
    }

    private long longOpen(long now) {
        long limit = Math.max(NEVER_LONG.toNanos(), usual * TIMES_USUAL);
        return open.stream().filter(permit -> now - permit.sentAt() > limit).count();
    }

    private void transitionTo(State next) {
        if (next == State.OPEN && !state.isOutage()) {
            downSince = time.nanos();
            pause = firstPause.toNanos();
            probeFrom = downSince + pause;
        }
        if (next != State.CAUTIOUS) {
            scout = null;
        }
        state = next;
    }

    /**
     * Grants a permit; from here on its POST counts as open, so that no second probe is granted beside it.
     *
     * @param running how many tasks may be running
     */
    synchronized Permit grant(int running, long now) {
        Permit permit = new Permit(state.isOutage(), running, now);
        open.add(permit);
        if (state == State.OPEN) {
            transitionTo(State.HALF_OPEN);
        } else if (state == State.CAUTIOUS) {
            scout = permit;
        }
        return permit;
    }

    /** Accepted: there is no outage. */
    synchronized void accepted(Permit permit) {
        answeredInTime(permit);
        transitionTo(State.CLOSED);
    }

    /** Answered, but not with a task: ends a row of unknown outcomes and proves nothing more. */
    synchronized void answered(Permit permit) {
        answeredInTime(permit);
        if (!state.isOutage()) {
            transitionTo(State.CLOSED);
        }
    }

    /** Answered, but neither this row nor another would be accepted now. */
    synchronized void notAccepted(Permit permit) {
        answeredInTime(permit);
        beCautious();
    }

    private void answeredInTime(Permit permit) {
        ended(permit);
        unknownInARow = 0;
        long now = time.nanos();
        downSince = now;
        pause = firstPause.toNanos();
        long took = now - permit.grantedAt();
        usual = usual == 0 ? took : (usual * 7 + took) / 8;
    }

    /** No connection could be made. */
    synchronized void noConnection(Permit permit) {
        ended(permit);
        beCautious();
    }

    private void beCautious() {
        if (!state.isOutage()) {
            transitionTo(State.CAUTIOUS);
        }
    }

    /** Its POST never left. */
    synchronized void neverSent(Permit permit) {
        ended(permit);
    }

    private void ended(Permit permit) {
        open.remove(permit);
        scout = permit == scout ? null : scout;
        if (state == State.HALF_OPEN && permit.isProbe()) {
            transitionTo(State.OPEN);
        }
    }

    /** A status call found that the API does not answer: the probe stays here, and nothing was risked. */
    synchronized Verdict stillDown(Permit probe) {
        ended(probe);
        return probeAfter(firstPause.toNanos());
    }

    /** Sent and no answer that says whether it was accepted. */
    synchronized Verdict unknown(Permit permit) {
        ended(permit);
        unknownInARow++;
        if (!state.isOutage()) {
            transitionTo(unknownInARow >= IN_A_ROW ? State.OPEN : State.CAUTIOUS);
        } else if (permit.isProbe()) {
            pause *= EACH_PAUSE_LONGER;
            return probeAfter(pause);
        }
        return Verdict.GO_ON;
    }

    /** The last one comes when the patience ends. */
    private Verdict probeAfter(long wait) {
        long now = time.nanos();
        long end = downSince + patience.toNanos();
        probeFrom = now + Math.min(wait, Math.max(0, end - now));
        return now < end ? Verdict.GO_ON : Verdict.STOP;
    }

    synchronized State state() {
        return state;
    }

    /**
     * Why it holds submits back, in words for a person; empty if it does not.
     *
     * @param trouble what the API or the network said last; null if calls succeed
     */
    Optional<SlowdownReason> slowdown(@Nullable String trouble) {
        if (!state().isOutage()) {
            return Optional.empty();
        }
        return Optional.of(new SlowdownReason(
                SlowdownReason.Kind.OUTAGE,
                trouble == null
                        ? Text.of("the API seems to be down: one try at a time")
                        : Text.of("the API seems to be down: one try at a time; last problem: %s", trouble)));
    }
}
