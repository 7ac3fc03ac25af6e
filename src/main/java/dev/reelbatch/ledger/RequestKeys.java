package dev.reelbatch.ledger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The keys by which an existing request is found.
 *
 * @param same equal for all spellings of what is surely the same request
 * @param earlier keys of the same request in earlier versions
 * @param anyId equal for requests that differ only by the id of their rows
 * @param superseded keys of another request that earlier versions made of the row; a clip of it is the row's only if it
 *     is paid for
 */
public record RequestKeys(String same, List<String> earlier, String anyId, List<String> superseded) {

    public RequestKeys {
        earlier = List.copyOf(earlier);
        superseded = List.copyOf(superseded);
    }

    public RequestKeys(String same, List<String> earlier, String anyId) {
        this(same, earlier, anyId, List.of());
    }

    /** Returns the same keys for a row of which earlier versions made this other request. */
    public RequestKeys superseding(RequestKeys other) {
        return new RequestKeys(same, earlier, anyId, List.copyOf(other.known()));
    }

    /** Returns the keys of the same request spelled in both ways. */
    public RequestKeys and(RequestKeys other) {
        return new RequestKeys(same, both(earlier, other.earlier), anyId, both(superseded, other.superseded));
    }

    private static List<String> both(List<String> some, List<String> others) {
        Set<String> both = new LinkedHashSet<>(some);
        both.addAll(others);
        return List.copyOf(both);
    }

    /** Returns all keys that a clip of exactly this request may have. */
    public Set<String> known() {
        Set<String> known = new LinkedHashSet<>(earlier);
        known.add(same);
        return known;
    }

    /** Returns all keys that a clip of the row may have. */
    public Set<String> all() {
        Set<String> all = known();
        all.addAll(superseded);
        return all;
    }
}
