package dev.reelbatch.load;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The draft that a row's real video is made from.
 *
 * @param task the draft's task
 * @param kept the row's fields that its draft has to have had
 */
public record DraftUse(String task, Map<String, String> kept) {

    /** Returns the names of those fields that differ from the other's. */
    List<String> differing(DraftUse other) {
        return Stream.concat(kept.keySet().stream(), other.kept.keySet().stream())
                .distinct()
                .filter(field -> !Objects.equals(kept.get(field), other.kept.get(field)))
                .toList();
    }
}
