package dev.reelbatch.load;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The request of a row, with the defaults filled in. */
record Request(String model, SortedMap<String, JsonNode> input, SortedMap<String, JsonNode> parameters) {

    /** Parses what {@link #json()} of this or an earlier version returned. */
    static Request of(String json) {
        JsonNode body = Objects.requireNonNull(CanonicalJson.parse(json), "a request is JSON");
        return new Request(
                body.path("model").asString(""), members(body.path("input")), members(body.path("parameters")));
    }

    private static SortedMap<String, JsonNode> members(JsonNode object) {
        SortedMap<String, JsonNode> members = new TreeMap<>();
        object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
        return members;
    }

    String json() {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        body.put("model", model);
        input.forEach(body.putObject("input")::set);
        parameters.forEach(body.putObject("parameters")::set);
        return CanonicalJson.print(body);
    }

    String prompt() {
        JsonNode prompt = input.get("prompt");
        return prompt == null ? "" : CellValue.shown(prompt);
    }

    @Nullable String parameter(String key) {
        JsonNode value = parameters.get(key);
        return value == null ? null : CellValue.shown(value);
    }

    @Nullable Integer duration() {
        JsonNode value = parameters.get("duration");
        return value == null ? null : CellValue.whole(value);
    }
}
