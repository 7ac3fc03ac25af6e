package dev.reelbatch.ledger;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Clips that no row has taken yet. Rows take the clips of their request in the sheet's order, both when the rows are
 * loaded and before that, when their cost is quoted.
 */
public final class AdoptableClips {

    private static final TreeSet<Candidate> NONE = new TreeSet<>(Candidate.FIRST_ADOPTED);

    private final Map<String, TreeSet<Candidate>> ordinary = new HashMap<>();
    private final Map<String, TreeSet<Candidate>> nextTakes = new HashMap<>();
    private final Map<Long, Map<String, Candidate>> keys = new HashMap<>();
    private final Map<Place, Candidate> held = new HashMap<>();

    private record Place(@Nullable Integer row, @Nullable Integer variant) {}

    /**
     * Adds a clip.
     *
     * @param key a key of the clip's request; a clip may have several
     */
    void add(String key, Candidate clip) {
        (clip.nextTake() ? nextTakes : ordinary)
                .computeIfAbsent(key, k -> new TreeSet<>(Candidate.FIRST_ADOPTED))
                .add(clip);
        keys.computeIfAbsent(clip.id(), id -> new HashMap<>(4)).put(key, clip);
        if (clip.row() != null) {
            held.put(new Place(clip.row(), clip.variant()), clip);
        }
    }

    /**
     * Takes the clip of the row's request; where there is none to adopt, a paid one of the request that earlier
     * versions made of the row.
     */
    public @Nullable Candidate take(RequestKeys keys, int row, int variant, boolean nextTake) {
        Candidate taken = take(keys.known(), row, variant, nextTake);
        if (taken != null || nextTake) {
            return taken;
        }
        Candidate paid = keys.superseded().stream()
                .flatMap(key -> of(ordinary, key).stream())
                .filter(clip -> clip.state().isPaidOrInDoubt())
                .min(Candidate.FIRST_ADOPTED)
                .orElse(null);
        return paid == null ? null : removed(paid, ordinary).asSuperseded();
    }

    /**
     * Takes the clip that the row already holds, otherwise one to adopt; null if none is left, so that a clip has to be
     * made. A row gives up a clip that is still queued for one that another run has paid for since.
     *
     * @param nextTake true if the row is to get its next take
     */
    public @Nullable Candidate take(Collection<String> known, int row, int variant, boolean nextTake) {
        Map<String, TreeSet<Candidate>> free = nextTake ? nextTakes : ordinary;
        Candidate own = held.get(new Place(row, variant));
        boolean keepsOwn = own != null && own.nextTake() == nextTake && isOf(own, known);
        Candidate taken = keepsOwn ? own : best(free, known);
        if (own != null && keepsOwn && own.isQueuedOrdinarily()) {
            taken = Objects.requireNonNullElse(paidElsewhere(free, known), own);
        }
        return taken == null ? null : removed(taken, free);
    }

    private Candidate removed(Candidate taken, Map<String, TreeSet<Candidate>> free) {
        Objects.requireNonNull(keys.remove(taken.id()))
                .forEach((key, clip) -> of(free, key).remove(clip));
        return taken;
    }

    /** Returns true if the clip is the row's. A clip of another id may be wanted by the row with that id. */
    private boolean isOf(Candidate clip, Collection<String> known) {
        Map<String, Candidate> left = keys.getOrDefault(clip.id(), Map.of());
        return known.stream().map(left::get).anyMatch(found -> found != null && !found.ofOtherId());
    }

    private static @Nullable Candidate best(Map<String, TreeSet<Candidate>> free, Collection<String> known) {
        return known.stream()
                .map(key -> of(free, key))
                .filter(clips -> !clips.isEmpty())
                .map(TreeSet::first)
                .min(Candidate.FIRST_ADOPTED)
                .orElse(null);
    }

    /** Finds a paid clip that no row of this run holds, leaving out one whose failure would only be repeated. */
    private static @Nullable Candidate paidElsewhere(Map<String, TreeSet<Candidate>> free, Collection<String> known) {
        return known.stream()
                .flatMap(key -> of(free, key).stream())
                .filter(clip -> clip.row() == null && clip.state().isPaidOrInDoubt())
                .min(Candidate.FIRST_ADOPTED)
                .orElse(null);
    }

    private static TreeSet<Candidate> of(Map<String, TreeSet<Candidate>> free, String key) {
        TreeSet<Candidate> clips = free.get(key);
        return clips == null ? NONE : clips;
    }
}
