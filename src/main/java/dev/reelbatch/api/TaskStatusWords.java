package dev.reelbatch.api;

import dev.reelbatch.text.Text;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * The meanings of the words for a task's state: the documented words, and those that settings add. Case, blanks, dashes
 * and underscores do not count.
 */
public final class TaskStatusWords {

    /** The state of a task. */
    enum Meaning {
        RUNNING,
        SUCCEEDED,
        ENDED
    }

    private static final List<String> STATES =
            List.of("task_status", "taskStatus", "task_state", "taskState", "status", "state");

    private final Map<String, Meaning> meanings = new LinkedHashMap<>();

    private TaskStatusWords() {}

    /**
     * Combines the documented words and these.
     *
     * @throws IllegalArgumentException if a word has two meanings
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

    /** Returns the meaning; null for a word that is in no list. */
    @Nullable Meaning of(String word) {
        return meanings.get(key(word));
    }

    /** Returns the word in an object's own fields; null if there is none. */
    static @Nullable String in(JsonNode place) {
        return STATES.stream()
                .map(name -> Json.text(place.path(name)))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Returns whether an object has a word that says by its field's name that it is about a task, not about a call. */
    static boolean isOfTask(JsonNode place) {
        return STATES.stream().anyMatch(name -> name.startsWith("task") && Json.text(place.path(name)) != null);
    }

    private static String key(String word) {
        return word.toLowerCase(Locale.ROOT)
                .replaceAll("[\\s\\p{Z}\\p{Cf}\\p{Cntrl}_.-]+", "")
                .replaceFirst("^(task|job)?(status|state)(?=.)", "");
    }
}
