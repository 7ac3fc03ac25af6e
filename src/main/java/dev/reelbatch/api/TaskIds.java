package dev.reelbatch.api;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the task that an answer names, wherever gateways put it. An answer that names one may be about a task that is
 * paid for, whatever else it says.
 */
final class TaskIds {

    private static final Set<String> KEYS = Set.of("taskid", "taskids");
    private static final List<List<String>> USUAL =
            List.of(List.of("output"), List.of("data", "output"), List.of("data"), List.of());

    /** The values that programs write for a missing id. */
    private static final Set<String> NONE = Set.of("0", "-1", "null", "nil", "none", "undefined", "n/a", "-", "false");

    /**
     * A task id in text, with any number of backslashes: JSON may be quoted inside JSON. The end of the id may be
     * missing.
     */
    private static final Pattern IN_TEXT = Pattern.compile(
            "(?i)(?:\\btask[_-]?ids?|\\btask\\\\*[\"']\\s*:\\s*\\{\\s*\\\\*[\"']id)\\\\*[\"']?\\s*[:=]\\s*\\[?\\s*"
                    + "(?:\\\\*[\"']\\s*(?<quoted>[^\"'\\\\]{1,8192})(?<end>\\\\*[\"'])?|(?<bare>[^\\s\"'\\\\,;&#<>{}\\[\\]]{1,8192}))");

    private TaskIds() {}

    /**
     * A sign of a task in a text.
     *
     * @param id null if it is not completely known
     */
    record Trace(@Nullable String id) {}

    /** Returns the id under a key that names a task; null if there is none. */
    static @Nullable String in(JsonNode body) {
        for (List<String> path : USUAL) {
            JsonNode place = body;
            for (String name : path) {
                place = place.path(name);
            }
            String id = ofFields(place);
            if (id != null) {
                return id;
            }
        }
        return anywhereIn(body);
    }

    /** Searches level by level, so that the outermost id is found. */
    private static @Nullable String anywhereIn(JsonNode body) {
        Deque<JsonNode> next = new ArrayDeque<>(List.of(body));
        while (!next.isEmpty()) {
            JsonNode node = next.remove();
            String id = ofFields(node);
            if (id != null) {
                return id;
            }
            node.forEach(next::add);
        }
        return null;
    }

    /** Returns the id that an object's own fields name. */
    static @Nullable String ofFields(JsonNode node) {
        if (!node.isObject()) {
            return null;
        }
        for (var field : node.properties()) {
            String name = field.getKey().toLowerCase(Locale.ROOT).replaceAll("[^a-z]", "");
            JsonNode value = field.getValue();
            String id = KEYS.contains(name)
                    ? text(value.isArray() ? value.path(0) : value)
                    : name.equals("task") && value.isObject() ? text(value.path("id")) : null;
            if (id != null) {
                return id;
            }
        }
        return null;
    }

    private static @Nullable String text(JsonNode value) {
        return real(Json.text(value));
    }

    private static @Nullable String real(@Nullable String id) {
        return id == null || NONE.contains(id.toLowerCase(Locale.ROOT)) ? null : id;
    }

    /**
     * Searches a text that is not complete JSON, or whose JSON repeats a key; null if it names no task.
     *
     * @param isCut whether the text is incomplete
     */
    static @Nullable Trace inText(@Nullable String text, boolean isCut) {
        Matcher found = IN_TEXT.matcher(text == null ? "" : text);
        while (found.find()) {
            String quoted = found.group("quoted");
            boolean ends = quoted == null ? !isCut || !found.hitEnd() : found.group("end") != null;
            String id = quoted == null ? found.group("bare") : quoted.strip();
            if (!ends) {
                return new Trace(null);
            }
            if (real(id) != null && !ApiError.line(id).isEmpty()) {
                return new Trace(id);
            }
        }
        return null;
    }
}
