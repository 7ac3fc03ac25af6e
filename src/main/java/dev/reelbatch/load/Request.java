package dev.reelbatch.load;

import java.util.SortedMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What is sent for a row, with the defaults filled in. */
record Request(String model, SortedMap<String, JsonNode> input, SortedMap<String, JsonNode> parameters) {

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
