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
 * Reserves numbers for a run's submissions. A word is written into the ledger and then into the marker in OUT, both on
 * the disk, before the first submission is sent under it. A new word follows when the numbers are used up, from time to
 * time, with each copy of the database, and at the end, so that an older state of the home does not know it.
 */
final class RunReservation implements BeforeSending, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(RunReservation.class);
    private static final int AHEAD = 500;

    private final Run run;
    private final Ledgers ledgers;
    private final HomeGuard guard;
    private final OpenReservations open;
    private final AtomicLong sent = new AtomicLong();
    private long sentBefore; // sent under earlier words
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
        sent.incrementAndGet(); // before the check: see copied()
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

    /** Takes a new word if anything was sent under the present one. A failure to write it does not end the run. */
    synchronized void renew() {
        renew(AHEAD);
    }

    private void renew(int ahead) {
        if (sent.get() == sentBefore) {
            return;
        }
        try {
            take(ledgers.submissions().latestSubmission() + ahead);
        } catch (IOException | UserException e) {
            below = 0; // before the next submission
            log.warn("Can't write the marker in {}: {}", run.outDir(), e.toString());
        }
    }

    /**
     * Returns the number of submissions sent, to be passed to {@link #copied} after a copy of the database was made.
     */
    long sent() {
        return sent.get();
    }

    /**
     * Handles a copy that may know the present word: submissions sent since it was begun get a new word at once, and so
     * do all later ones.
     */
    synchronized void copied(long sentAtItsBegin) {
        below = 0;
        if (sent.get() != sentAtItsBegin) {
            renew(AHEAD);
        }
    }

    /** Leaves no numbers reserved at the end. */
    @Override
    public synchronized void close() {
        renew(1);
        open.remove(this);
    }
}
