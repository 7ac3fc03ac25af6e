package dev.reelbatch.submit;

import dev.reelbatch.api.ApiError;
import dev.reelbatch.api.SubmitAnswer;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.Patience;
import dev.reelbatch.pump.StopSignal;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * What all runs share that submit on one account at the same time: its pace, its places in flight, and
 * what its answers say of outages and refusals.
 */
public final class Traffic {

    private final Patience patience;
    private final StopSignal stop;
    private final Pace pace;
    private final Room room = new Room();
    private final InFlight inFlight;
    private final Outage outage;
    private final Gate gate;
    private final Refusals refusals = new Refusals();
    private final RateLimitTimeout rateLimitTimeout;
    private final Time time;

    /**
     * @param outagePause how long submitting pauses when an outage shows
     * @param stop of the account: every run on it
     */
    public Traffic(
            Rate rate,
            InFlight inFlight,
            SubmitLedger ledger,
            Duration outagePause,
            Patience patience,
            StopSignal stop,
            Time time) {
        this.patience = patience;
        this.stop = stop;
        this.time = time;
        this.pace = new Pace(rate, () -> ThreadLocalRandom.current().nextDouble(), sentBefore(ledger, rate, time));
        this.inFlight = inFlight;
        this.outage = new Outage(outagePause, patience.limit(), rate.spacing(), time);
        this.rateLimitTimeout = new RateLimitTimeout(patience.limit(), time);
        this.gate = new Gate(pace, room, inFlight, outage, patience, time);
        stop.onStop(gate::look);
    }

    /**
     * Ticks of the home's latest submits, so that no window holds too many across a restart. The wall
     * clock may have been set since: a submit is never taken for older than it says, nor for younger
     * than now.
     */
    private static List<Long> sentBefore(SubmitLedger ledger, Rate rate, Time time) {
        Instant now = time.now();
        long ticks = time.nanos();
        return ledger.lastSent(rate.count()).stream()
                .map(sent -> Duration.between(sent, now))
                .map(age -> age.isNegative() ? Duration.ZERO : age)
                .filter(age -> age.compareTo(rate.period()) < 0)
                .map(age -> ticks - age.toNanos())
                .sorted(Comparator.naturalOrder())
                .toList();
    }

    /** Why whoever has something to submit is slower than the rate allows; null when that is not so. */
    public @Nullable Slowdown slowdown() {
        String trouble = patience.trouble();
        if (outage.isProbing()) {
            return new Slowdown(
                    Slowdown.Kind.OUTAGE,
                    trouble == null
                            ? Text.of("the API seems to be down: one try at a time")
                            : Text.of("the API seems to be down: one try at a time; last problem: %s", trouble));
        }
        if (trouble != null) {
            return trouble();
        }
        String rateLimited = rateLimitTimeout.said();
        if (rateLimited != null) {
            return new Slowdown(
                    Slowdown.Kind.RATE_LIMITED, Text.of("the API accepts nothing at the moment: %s", rateLimited));
        }
        if (pace.share() < 1) {
            return new Slowdown(
                    Slowdown.Kind.RATE_LIMITED,
                    Text.of("slowed down to %.0f %% since the API asked for it (429)", pace.share() * 100));
        }
        if (inFlight.taken() >= room.fits()) {
            return new Slowdown(
                    Slowdown.Kind.RATE_LIMITED,
                    Text.of(
                            "%s running, and the API takes no more at once (429)",
                            Text.counted(inFlight.taken(), "task")));
        }
        return inFlight.isFull()
                ? new Slowdown(
                        Slowdown.Kind.MAX_IN_FLIGHT,
                        Text.of(
                                "%s running, as many as --max-in-flight allows",
                                Text.counted(inFlight.ceiling(), "task")))
                : null;
    }

    /** What the API or the network said when the last call failed; null when calls succeed. */
    public @Nullable Slowdown trouble() {
        String trouble = patience.trouble();
        return trouble == null ? null : new Slowdown(Slowdown.Kind.TROUBLE, Text.of("last problem: %s", trouble));
    }

    /** How many tasks of the home are under way, whichever run they belong to. */
    public int inFlight() {
        return inFlight.taken();
    }

    /** The account took a task. */
    void accepted(Outage.Post post) {
        patience.answered();
        outage.accepted(post);
        refusals.somethingElse();
        rateLimitTimeout.otherAnswer();
        pace.speedUp();
        room.accepted(post.beside());
    }

    /** It took none because of this row, or takes none until a person has seen to it. */
    void refused(Outage.Post post) {
        patience.answered();
        rateLimitTimeout.otherAnswer();
        outage.answered(post);
    }

    /** Nobody knows whether it took one. */
    Outage.Verdict unknown(Outage.Post post, ApiError error) {
        if (error.httpStatus() == 0) {
            patience.unanswered(error.message());
        } else {
            patience.answeredWith(error.message());
        }
        return unknown(post);
    }

    /** An answer came that says nothing to believe. */
    Outage.Verdict unknown(Outage.Post post) {
        refusals.somethingElse();
        rateLimitTimeout.otherAnswer();
        return outage.unknown(post);
    }

    /** It certainly took none: everybody holds back for a while. */
    void notAccepted(Outage.Post post, SubmitAnswer.NotAccepted no) {
        if (no.cause() == SubmitAnswer.Cause.RATE_LIMITED) {
            patience.answered();
        } else {
            patience.unanswered(no.error().message()); // a gateway without the API behind it is silence, too
        }
        if (no.cause() == SubmitAnswer.Cause.NO_CONNECTION) {
            outage.noConnection(post);
        } else {
            outage.notAccepted(post);
            refusals.somethingElse();
        }
        long retryAfter = no.retryAfter() == null ? 0 : no.retryAfter().toNanos();
        if (no.cause() == SubmitAnswer.Cause.RATE_LIMITED) {
            slowDown(post, retryAfter);
            rateLimitTimeout
                    .refused(post.beside(), no.error())
                    .ifPresent(lasted -> stop.stopSubmitting(StopWords.rateLimited(lasted, no.error())));
        } else {
            pace.holdBack(post.sentAt(), time.nanos(), retryAfter);
        }
    }

    private void slowDown(Outage.Post post, long retryAfter) {
        long now = time.nanos();
        boolean triedForRoom = room.refused(post.beside(), post.sentAt(), now);
        if (!triedForRoom) {
            pace.slowDown(post.sentAt(), now, retryAfter);
        } else if (retryAfter > 0) {
            pace.holdBack(post.sentAt(), now, retryAfter);
        }
    }

    Patience patience() {
        return patience;
    }

    StopSignal stop() {
        return stop;
    }

    Pace pace() {
        return pace;
    }

    Outage outage() {
        return outage;
    }

    Gate gate() {
        return gate;
    }

    Refusals refusals() {
        return refusals;
    }
}
