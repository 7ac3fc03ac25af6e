package dev.reelbatch.web.console;

import dev.reelbatch.sheet.ReadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** The fields of a run that is prepared, as the form of its page gives them. */
final class RunFields {

    static final String JOB = "job";
    static final String TEMPLATE = "template";
    static final String SKIP_INVALID = "skip_invalid";
    static final String OTHER_ID = "other_id";
    static final String NOTE = "note";

    /** Fields that are texts in the form. */
    static final List<String> TEXTS = List.of(JOB, "model", "size", "duration", "rows", TEMPLATE, NOTE);

    private static final String MAP = "map";
    private static final String IGNORED = "ignore_column";

    private final Map<String, List<String>> fields;

    RunFields(Map<String, List<String>> fields) {
        this.fields = new LinkedHashMap<>(fields);
    }

    Map<String, List<String>> all() {
        return fields;
    }

    /** Takes the options over that the form has. */
    void take(MultiValueMap<String, String> form) {
        for (String name : TEXTS) {
            set(name, Objects.requireNonNullElse(form.getFirst(name), "").strip());
        }
        set(SKIP_INVALID, form.containsKey(SKIP_INVALID) ? "true" : "");
    }

    void set(String name, @Nullable String value) {
        if (value == null || value.isEmpty()) {
            fields.remove(name);
        } else {
            fields.put(name, List.of(value));
        }
    }

    /**
     * Gives a column another meaning.
     *
     * @param meaning a known name; empty for a column that is only copied
     */
    void map(String heading, String meaning) {
        List<String> mapped = new ArrayList<>(fields.getOrDefault(MAP, List.of()));
        mapped.removeIf(one -> one.endsWith("=" + heading) || !meaning.isEmpty() && one.startsWith(meaning + "="));
        List<String> ignored = new ArrayList<>(fields.getOrDefault(IGNORED, List.of()));
        ignored.remove(heading);
        if (meaning.isEmpty()) {
            ignored.add(heading);
        } else {
            mapped.add(meaning + "=" + heading);
        }
        put(MAP, mapped);
        put(IGNORED, ignored);
    }

    /** Takes over how a person wants the sheet to be read. */
    void read(ReadOptions reading) {
        set("sheet_name", reading.sheet());
        set("encoding", reading.encoding());
        set("delimiter", reading.delimiter());
        set(
                "header_row",
                reading.headerRow() == null ? null : reading.headerRow().toString());
        put(
                MAP,
                reading.map().entrySet().stream()
                        .map(one -> one.getKey() + "=" + one.getValue())
                        .toList());
        put(IGNORED, List.copyOf(Set.copyOf(reading.ignored())));
    }

    private void put(String name, List<String> values) {
        if (values.isEmpty()) {
            fields.remove(name);
        } else {
            fields.put(name, List.copyOf(values));
        }
    }
}
