package dev.reelbatch.api;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** Reads JSON whose fields may be missing, null, new or of another type than documented. */
final class Json {

    private static final JsonMapper MAPPER = JsonMapper.builder()
            // Text after a complete answer must not cost its task id.
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** Parses a JSON object; anything else gives a missing node. */
    static JsonNode object(String text) {
        try {
            JsonNode node = MAPPER.readTree(text);
            return node != null && node.isObject() ? node : MissingNode.getInstance();
        } catch (JacksonException e) {
            return MissingNode.getInstance();
        }
    }

    /**
     * Returns the text of a string or whole number without outer blanks; null for other types, and if none of it is
     * visible.
     */
    static @Nullable String text(JsonNode node) {
        if (!node.isString() && !node.isIntegralNumber()) {
            return null;
        }
        String text = node.asString().strip();
        return ApiError.line(text).isEmpty() ? null : text;
    }
}
