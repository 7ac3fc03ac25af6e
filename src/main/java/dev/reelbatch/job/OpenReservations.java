package dev.reelbatch.job;

import dev.reelbatch.ledger.OnlineBackup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The reservations of active runs: a copy of the database made meanwhile must not pass for the home itself. */
public final class OpenReservations {

    private final Set<RunReservation> open = ConcurrentHashMap.newKeySet();

    void add(RunReservation reservation) {
        open.add(reservation);
    }

    void remove(RunReservation reservation) {
        open.remove(reservation);
    }

    /**
     * Makes the copy. After that every OUT has a word that the copy does not know, or gets one before the next
     * submission.
     */
    public void copy(OnlineBackup database, Path zip) {
        Map<RunReservation, Long> sent = new HashMap<>();
        open.forEach(reservation -> sent.put(reservation, reservation.sent()));
        database.to(zip);
        open.forEach(reservation -> reservation.copied(sent.getOrDefault(reservation, 0L)));
    }
}
