package dev.reelbatch.load;

import dev.reelbatch.picture.Picture;
import dev.reelbatch.sheet.CellValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** The checks that the real API makes of a request, for the simulator: every value to the letter and of its type. */
final class RequestCheck {

    private RequestCheck() {}

    /** Returns the first reason for which the API would refuse the request; null if there is none. */
    static @Nullable String refusal(Model model, Request request, Map<String, Picture> arrived) {
        Map<String, String> given = model.given(request);
        String wrong = first("input.", request.input(), model.input(), given);
        if (wrong == null) {
            wrong = first("parameters.", request.parameters(), model.parameters(), given);
        }
        if (wrong == null) {
            wrong = wrongPicture(model, request, arrived);
        }
        return wrong == null ? broken(model, given) : wrong;
    }

    private static @Nullable String wrongPicture(Model model, Request request, Map<String, Picture> arrived) {
        for (Map.Entry<String, JsonNode> field : pictures(model, request).entrySet()) {
            JsonNode value = field.getValue();
            for (JsonNode one : value.isArray() ? value.valueStream().toList() : List.of(value)) {
                String refusal = model.pictures().refusal(request.model(), one, arrived);
                if (refusal != null) {
                    return field.getKey() + " " + refusal;
                }
            }
        }
        return null;
    }

    /** Returns the values of picture fields, also of those in lists, by field. */
    private static Map<String, JsonNode> pictures(Model model, Request request) {
        Map<String, JsonNode> values = new LinkedHashMap<>();
        addPictures(request.input(), model.input(), values);
        addPictures(request.parameters(), model.parameters(), values);
        return values;
    }

    private static void addPictures(
            Map<String, JsonNode> values, Map<String, Parameter> known, Map<String, JsonNode> pictures) {
        known.forEach((key, parameter) -> {
            if (parameter.kind() == Parameter.Kind.PICTURE) {
                JsonNode value = parameter.list() == null
                        ? values.get(key)
                        : parameter.inList().valueIn(values.get(parameter.list()));
                if (value != null) {
                    pictures.put(key, value);
                }
            }
        });
    }

    private static @Nullable String first(
            String prefix, Map<String, JsonNode> values, Map<String, Parameter> known, Map<String, String> given) {
        for (Map.Entry<String, Parameter> field : known.entrySet()) {
            Parameter parameter = field.getValue();
            JsonNode value = values.get(field.getKey());
            if (value == null && parameter.required() && !given.containsKey(field.getKey())) {
                return prefix + field.getKey() + " is required";
            }
            if (value != null && !parameter.takes(value)) {
                return prefix + field.getKey() + " can't be " + CellValue.shown(value);
            }
        }
        return null;
    }

    private static @Nullable String broken(Model model, Map<String, String> given) {
        Map<String, String> values = model.completed(given);
        return model.rules().stream()
                .filter(rule -> !rule.brokenBy(values).isEmpty())
                .map(rule -> "%s needs %s".formatted(rule.when(), rule.then()))
                .findFirst()
                .orElse(null);
    }
}
