package dev.reelbatch.web;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/** Reads a JSON object as the fields of a form: texts, numbers, true and false, and lists of these. */
final class JsonFields {

    private static final int LONGEST = 10_000; // characters of a value

    private JsonFields() {}

    /**
     * Returns the values by field; fields that are null are left out, and the items of a list are separated by commas.
     *
     * @throws UserException if it is no such object
     */
    static Map<String, List<String>> of(JsonNode body) {
        if (!body.isObject()) {
            throw new UserException(Text.of("The request must be a JSON object"));
        }
        Map<String, List<String>> fields = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> field : body.properties()) {
            JsonNode value = field.getValue();
            if (!value.isNull()) {
                fields.put(field.getKey(), List.of(text(field.getKey(), value)));
            }
        }
        return fields;
    }

    private static String text(String field, JsonNode value) {
        String text = value.isArray()
                ? value.valueStream().map(item -> scalar(field, item)).collect(Collectors.joining(","))
                : scalar(field, value);
        if (text.length() > LONGEST) {
            throw new UserException(Text.of("The field %s is too long", field));
        }
        return text;
    }

    private static String scalar(String field, JsonNode value) {
        if (value.isString() || value.isNumber() || value.isBoolean()) {
            return value.asString();
        }
        throw new UserException(Text.of("The field %s must be a text, a number, true or false", field));
    }
}
