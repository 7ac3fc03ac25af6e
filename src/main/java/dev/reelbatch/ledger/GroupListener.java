package dev.reelbatch.ledger;

import java.time.Duration;

/** Learns of every group of entries that the journal committed, on the journal's thread. */
public interface GroupListener {

    /**
     * Called after a group was committed and, if it concerns money, forced to the disk.
     *
     * @param took by the wall clock
     */
    void committed(int entries, Duration took);
}
