package dev.reelbatch.ledger;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Clips of one request that no row has taken yet. Rows take them in the sheet's order, when they are loaded as
 * well as before, when it is said what that will cost.
 */
public final class FreeClips {

    private final TreeSet<Candidate> free = new TreeSet<>(Candidate.FIRST_ADOPTED);
    private final Map<Place, Candidate> held = new HashMap<>();

    private record Place(@Nullable Integer row, @Nullable Integer variant) {}

    void add(Candidate clip) {
        free.add(clip);
        if (clip.row() != null) {
            held.put(new Place(clip.row(), clip.variant()), clip);
        }
    }

    /** Takes what the row holds already, else what it adopts; null if nothing is left, so that a clip is missing. */
    public @Nullable Candidate take(int row, int variant) {
        Candidate own = held.get(new Place(row, variant));
        return own != null && free.remove(own) ? own : free.pollFirst();
    }
}
