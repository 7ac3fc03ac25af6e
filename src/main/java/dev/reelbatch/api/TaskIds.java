package dev.reelbatch.api;

import dev.reelbatch.task.TaskId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Finds the task that an answer names, wherever gateways put it. An answer that names one may be about a task that is
 * paid for, whatever else it says.
 */
final class TaskIds {

    private static final Set<String> KEYS = Set.of("taskid", "taskids");
    private static final List<String> USUAL = List.of("/output", "/data/output", "/data", "");

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

    /**
     * Returns the ids under keys that name a task, the most trustworthy first: those in the usual places, which are
     * several only if the answer contradicts itself, or else the outermost one anywhere.
     */
    static List<String> in(JsonNode body) {
        List<String> ids = different(USUAL.stream().map(body::at).map(TaskIds::ofFields));
        return ids.isEmpty() ? different(Stream.of(body).map(TaskIds::anywhereIn)) : ids;
    }

    /**
     * Returns the fields {@code id} of the usual places that pass a test. Such a field can also name the request, or
     * the account.
     */
    static List<String> plain(JsonNode body, Predicate<JsonNode> test) {
        return different(USUAL.stream().map(body::at).filter(test).map(TaskIds::plainOf));
    }

    /** Returns an object's field {@code id}; null if there is none. */
    static @Nullable String plainOf(JsonNode place) {
        return text(place.path("id"));
    }

    private static List<String> different(Stream<@Nullable String> ids) {
        Map<String, String> byKey = new LinkedHashMap<>();
        ids.filter(Objects::nonNull).forEach(id -> byKey.putIfAbsent(new TaskId(id).key(), id));
        return List.copyOf(byKey.values());
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
