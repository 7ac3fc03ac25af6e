package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the words for a task's state mean: the documented ones, and those that a setting adds. Case, blanks, dashes and underscores don't count. */
public final class TaskStatusWords {

    /** Where a task is. */
    enum Meaning {
        RUNNING,
        SUCCEEDED,
        ENDED
    }

    private final Map<String, Meaning> meanings = new LinkedHashMap<>();

    private TaskStatusWords() {}

    /**
     * The documented words and these.
     *
     * @throws IllegalArgumentException if one word has two meanings
     */
    public static TaskStatusWords of(
            Collection<String> running, Collection<String> succeeded, Collection<String> ended) {
        TaskStatusWords words = new TaskStatusWords();
        words.add(List.of("Pending", "Running"), Meaning.RUNNING);
        words.add(List.of("Success"), Meaning.SUCCEEDED);
        words.add(List.of("Failure", "Failed", "Expired", "Cancelled"), Meaning.ENDED);
        words.add(running, Meaning.RUNNING);
        words.add(succeeded, Meaning.SUCCEEDED);
        words.add(ended, Meaning.ENDED);
        return words;
    }

    private void add(Collection<String> words, Meaning meaning) {
        for (String word : words) {
            Meaning before = meanings.putIfAbsent(key(word), meaning);
            if (before != null && before != meaning) {
                throw new IllegalArgumentException(Text.of("\"%s\" can't have two meanings", word));
            }
        }
    }

    /** Null for a word that is in no list. */
    @Nullable Meaning of(String word) {
        return meanings.get(key(word));
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}\\p{Cf}\\p{Cntrl}_.-]+", "")
                .replaceFirst("^(task|job)?(status|state)(?=.)", "");
    }
}
