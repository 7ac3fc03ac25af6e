package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.Optional;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The words under which submissions are sent. Each word is also in the marker of the results folder: a ledger that does
 * not know the word does not know the submissions made under it.
 */
public final class ReservationLedger {

    private static final String NEW = "insert into reservation (word, below, made_at) values (?, ?, ?)";
    private static final String LATEST =
            "select word, below from reservation order by made_at desc, below desc limit 1";

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Time time;

    public ReservationLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.time = time;
    }

    /**
     * A word for future submissions.
     *
     * @param below upper bound of their numbers, exclusive
     */
    public record Reservation(String word, long below) {}

    /** Makes a reservation; it is on the disk when this returns. */
    public Reservation take(long below) {
        Reservation taken = new Reservation(UUID.randomUUID().toString(), below);
        learn(taken);
        return taken;
    }

    /** Adds a word that another home made, or this one before it was restored; on the disk when this returns. */
    public void learn(Reservation reservation) {
        journal.recordMoney(transitions -> jdbc.sql(NEW)
                .params(reservation.word(), reservation.below(), Columns.at(time.now()))
                .update());
    }

    public boolean knows(String word) {
        return jdbc.sql("select count(*) from reservation where word = ?")
                        .param(word)
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Returns the latest reservation; empty if there is none. */
    public Optional<Reservation> latest() {
        return jdbc.sql(LATEST)
                .query((rs, n) -> new Reservation(rs.getString("word"), rs.getLong("below")))
                .optional();
    }
}
