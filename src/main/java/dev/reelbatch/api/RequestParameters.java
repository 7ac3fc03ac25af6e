package dev.reelbatch.api;

import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The {@code parameters} of a request that is about to be sent. */
public final class RequestParameters {

    private static final JsonMapper EXACT = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private RequestParameters() {}

    /** Returns whether the request has a parameter of this name, in whatever case. */
    public static boolean has(String requestJson, String name) {
        return Json.object(requestJson).path("parameters").propertyNames().stream()
                .anyMatch(name::equalsIgnoreCase);
    }

    /** Returns the request with this parameter as well. */
    public static String with(String requestJson, String name, String value) {
        ObjectNode body = (ObjectNode) EXACT.readTree(requestJson);
        body.withObjectProperty("parameters").put(name, value);
        return EXACT.writeValueAsString(body);
    }
}
