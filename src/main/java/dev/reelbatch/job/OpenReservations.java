package dev.reelbatch.job;

import dev.reelbatch.ledger.OnlineBackup;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Those of the runs that go on: a copy of the database that is made meanwhile must not pass for the home itself. */
public final class OpenReservations {

    private final Set<RunReservation> open = ConcurrentHashMap.newKeySet();

    void add(RunReservation reservation) {
        open.add(reservation);
    }

    void remove(RunReservation reservation) {
        open.remove(reservation);
    }

    /** Makes the copy; when it is there, every OUT says a word that it does not know, or will before the next submit. */
    public void copy(OnlineBackup database, Path zip) {
        Map<RunReservation, Long> sent = new HashMap<>();
        open.forEach(reservation -> sent.put(reservation, reservation.sent()));
        database.to(zip);
        open.forEach(reservation -> reservation.copied(sent.getOrDefault(reservation, 0L)));
    }
}
