package dev.reelbatch.ledger;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a request is found by among those that exist.
 *
 * @param same the same for all spellings of what is surely one wish
 * @param earlier what the same wish was kept under by earlier versions
 * @param anyId the same for requests that differ by the id of their rows alone
 */
public record RequestKeys(String same, List<String> earlier, String anyId) {

    public RequestKeys {
        earlier = List.copyOf(earlier);
    }

    /** Those of the same wish, spelled in both ways. */
    public RequestKeys and(RequestKeys other) {
        Set<String> both = new LinkedHashSet<>(earlier);
        both.addAll(other.earlier);
        return new RequestKeys(same, List.copyOf(both), anyId);
    }

    /** Whatever a clip of this very wish may be known by. */
    public Set<String> known() {
        Set<String> known = new LinkedHashSet<>(earlier);
        known.add(same);
        return known;
    }
}
