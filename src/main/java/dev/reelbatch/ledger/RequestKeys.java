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
 */
public record RequestKeys(String same, List<String> earlier, String anyId) {

    public RequestKeys {
        earlier = List.copyOf(earlier);
    }

    /** Returns the keys of the same request spelled in both ways. */
    public RequestKeys and(RequestKeys other) {
        Set<String> both = new LinkedHashSet<>(earlier);
        both.addAll(other.earlier);
        return new RequestKeys(same, List.copyOf(both), anyId);
    }

    /** Returns all keys that a clip of exactly this request may have. */
    public Set<String> known() {
        Set<String> known = new LinkedHashSet<>(earlier);
        known.add(same);
        return known;
    }
}
