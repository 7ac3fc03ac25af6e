package dev.reelbatch.load;

import dev.reelbatch.sheet.CanonicalJson;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A field that is sent as an item of a list, as the text of Seedance is: {@code {"type":"text","text":"$"}} in
 * {@code content}.
 */
final class ListItem {

    private static final String VALUE = "$";

    private final JsonNode template;

    /**
     * @param template JSON in which the text {@value #VALUE} is the place of the value
     */
    ListItem(String template) {
        this.template = Objects.requireNonNull(CanonicalJson.parse(template), "an item is JSON");
    }

    JsonNode of(JsonNode value) {
        return filled(template, value);
    }

    private static JsonNode filled(JsonNode node, JsonNode value) {
        if (node.isString()) {
            return node.stringValue().equals(VALUE) ? value : node;
        }
        if (!node.isObject()) {
            return node;
        }
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.properties().forEach(member -> object.set(member.getKey(), filled(member.getValue(), value)));
        return object;
    }

    /** Returns the value of the first item that has this form; null if none has. */
    @Nullable JsonNode valueIn(@Nullable JsonNode list) {
        if (!(list instanceof ArrayNode items)) {
            return null;
        }
        return items.valueStream()
                .map(item -> value(template, item))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private static @Nullable JsonNode value(JsonNode node, JsonNode item) {
        if (node.isString() && node.stringValue().equals(VALUE)) {
            return item;
        }
        if (!node.isObject() || !item.isObject() || node.size() != item.size()) {
            return null;
        }
        JsonNode found = null;
        for (var member : node.properties()) {
            JsonNode other = item.get(member.getKey());
            JsonNode inside = other == null ? null : value(member.getValue(), other);
            if (inside == null && !member.getValue().equals(other)) {
                return null;
            }
            found = inside == null ? found : inside;
        }
        return found;
    }
}
