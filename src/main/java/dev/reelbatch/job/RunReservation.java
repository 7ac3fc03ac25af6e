package dev.reelbatch.job;

import dev.reelbatch.ledger.ReservationLedger.Reservation;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.HomeGuard;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.submit.BeforeSending;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reserves numbers ahead for a run's submissions. A word is written into the ledger and then into the marker in OUT,
 * both on the disk, before the first submission is sent under it. A new word comes when the numbers are used up, now
 * and then, with each copy that is made of the database, and at the end: an older state of the home does not know it.
 */
final class RunReservation implements BeforeSending, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunReservation.class);
    private static final int AHEAD = 500;

    private final Run run;
    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final OpenReservations open;
    private final AtomicLong sent = new AtomicLong();
    private long sentBefore; // the word that stands in OUT
    private volatile long below;

    RunReservation(Run run, Ledgers ledgers, HomeGuard guard, OpenReservations open) {
        this.run = run;
        this.ledgers = ledgers;
        this.guard = guard;
        this.open = open;
        open.add(this);
    }

    @Override
    public void reserve(long submission) {
        sent.incrementAndGet(); // before the look: see copied()
        if (submission >= below) {
            reserveAhead(submission);
        }
    }

    private synchronized void reserveAhead(long submission) {
        if (submission < below) {
            return; // another thread has done it
        }
        try {
            take(submission + AHEAD);
        } catch (IOException e) {
            throw new NotSentException(
                    Text.of(
                            "Can't write to %s: %s. Make it writable, or name another folder with --out; then run the same command to resume.",
                            run.outDir(), e.getMessage()),
                    e);
        } catch (UserException e) {
            throw new NotSentException(String.valueOf(e.getMessage()), e);
        }
    }

    private void take(long newBelow) throws IOException {
        long sentByNow = sent.get();
        Reservation taken = ledgers.reservations().take(newBelow);
        guard.folder(run.outDir()).mark(guard.marker(run.job().name(), taken));
        sentBefore = sentByNow;
        below = newBelow;
    }

    /** A new word if anything was sent under the present one. What can't be written now is no reason to end a run. */
    synchronized void renew() {
        renew(AHEAD);
    }

    private void renew(int ahead) {
        if (sent.get() == sentBefore) {
            return;
        }
        try {
            take(ledgers.submit().latestSubmission() + ahead);
        } catch (IOException | UserException e) {
            below = 0; // before anything more is sent
            log.warn("Can't write the marker in {}: {}", run.outDir(), e.toString());
        }
    }

    /** How many were sent; to be handed to {@link #copied} when a copy of the database has been made since. */
    long sent() {
        return sent.get();
    }

    /**
     * The copy may know the present word: what was sent since it was begun gets a new one at once, and so does
     * whatever comes.
     */
    synchronized void copied(long sentAtItsBegin) {
        below = 0;
        if (sent.get() != sentAtItsBegin) {
            renew(AHEAD);
        }
    }

    /** An end that leaves no numbers reserved. */
    @Override
    public synchronized void close() {
        renew(1);
        open.remove(this);
    }
}
