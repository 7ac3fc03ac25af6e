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
 * <p>POSTs that are open when the API goes away are in doubt, whatever is done afterwards. So only a few more POSTs are
 * open than the rate needs while answers come as fast as usual.
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
 * each further one comes after a pause three times as long. When the patience ends, submitting stops.
 */
final class CircuitBreaker {

    enum State {
        /** As many POSTs may be open as the rate needs. */
        CLOSED,
        /** One POST at a time. */
        CAUTIOUS,
        /** An outage: no POST leaves before the pause is over and the open ones are answered. */
        OPEN,
        /** An outage: a probe is under way. */
        HALF_OPEN;

        boolean isOutage() {
            return this == OPEN || this == HALF_OPEN;
        }
    }

    /** The meaning of an unknown outcome for the submit step. */
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
    private @Nullable Permit scout; // the single one while CAUTIOUS
    private long usual;
    private int unknownInARow;
    private long downSince;
    private long pause;
    private long probeFrom;

    /**
     * @param firstPause time before the first probe
     * @param patience time for which probes are sent
     * @param spacing time between two submissions at the full rate
     */
    CircuitBreaker(Duration firstPause, Duration patience, Duration spacing, Time time) {
        this.firstPause = firstPause;
        this.patience = patience;
        this.spacing = spacing;
        this.time = time;
    }

    /** Returns the nanoseconds until the circuit breaker lets the next POST leave; 0 means now. */
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

    /**
     * Returns the number of POSTs that the rate keeps open: the rate times the usual time until an answer is recorded.
     */
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
     * @param running number of tasks that may be running
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

    /** Closes the circuit after an accepted POST. */
    synchronized void accepted(Permit permit) {
        answeredInTime(permit);
        transitionTo(State.CLOSED);
    }

    /** Handles an answer without a task, which ends a streak of unknown outcomes and proves nothing more. */
    synchronized void answered(Permit permit) {
        answeredInTime(permit);
        if (!state.isOutage()) {
            transitionTo(State.CLOSED);
        }
    }

    /** Handles an answer by which neither this row nor another would be accepted now. */
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

    /** Handles a connection that could not be made. */
    synchronized void noConnection(Permit permit) {
        ended(permit);
        beCautious();
    }

    private void beCautious() {
        if (!state.isOutage()) {
            transitionTo(State.CAUTIOUS);
        }
    }

    /** Handles a POST that never left. */
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

    /** Handles a status call by which the API does not answer: the probe is not sent, and nothing was risked. */
    synchronized Verdict stillDown(Permit probe) {
        ended(probe);
        return probeAfter(firstPause.toNanos());
    }

    /** Handles a POST that was sent without an answer that shows if it was accepted. */
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

    /** Plans the next probe; the last one comes when the patience ends. */
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
     * Returns the reason for holding submissions back, as text for a person; empty if there is none.
     *
     * @param trouble the latest error of the API or the network; null if calls succeed
     */
    Optional<SlowdownReason> slowdown(@Nullable String trouble) {
        if (!state().isOutage()) {
            return Optional.empty();
        }
        return Optional.of(new SlowdownReason(
                SlowdownReason.Kind.OUTAGE,
                trouble == null
                        ? Text.of("the API seems to be down; trying one row at a time")
                        : Text.of("the API seems to be down; trying one row at a time; last problem: %s", trouble)));
    }
}
