package dev.reelbatch.poll;

import dev.reelbatch.text.Text;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The open tasks that the API calls by words which nobody knows here, for whoever looks at the run. */
final class UnknownStatuses {

    private static final int MOST_SHOWN = 3;

    private final Map<Long, String> ofClips = new ConcurrentHashMap<>();

    /** Returns whether this is news. */
    boolean add(long clip, String word) {
        return !word.equals(ofClips.put(clip, word));
    }

    void forget(long clip) {
        ofClips.remove(clip);
    }

    /** Null if there are none. */
    @Nullable String inWords() {
        Collection<String> words = new TreeSet<>(ofClips.values());
        if (words.isEmpty()) {
            return null;
        }
        String shown =
                words.stream().limit(MOST_SHOWN).map("\"%s\""::formatted).collect(Collectors.joining(Text.of(", ")));
        return Text.of(
                "the API calls the state of %s %s, a word that is not known here; it counts as running",
                Text.counted(ofClips.size(), "task"), shown);
    }
}
