package dev.reelbatch.poll;

import dev.reelbatch.text.Text;
import java.util.Collection;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The open tasks whose state has an unknown word, for the progress display. */
final class UnknownStatuses {

    private static final int MOST_SHOWN = 3;

    private final Map<Long, String> ofClips = new ConcurrentHashMap<>();

    /** Adds a task and returns whether its word is new. */
    boolean add(long clip, String word) {
        return !word.equals(ofClips.put(clip, word));
    }

    void forget(long clip) {
        ofClips.remove(clip);
    }

    /** Returns a sentence with the words; null if there are none. */
    @Nullable String message() {
        Collection<String> words = new TreeSet<>(ofClips.values());
        if (words.isEmpty()) {
            return null;
        }
        String shown =
                words.stream().limit(MOST_SHOWN).map("\"%s\""::formatted).collect(Collectors.joining(Text.of(", ")));
        return Text.of(
                "the API reports %s in the unknown state %s; counted as running",
                Text.counted(ofClips.size(), "task"), shown);
    }
}
