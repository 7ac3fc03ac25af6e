package dev.reelbatch.terminal;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The single dialect of all JSON for programs: keys in snake_case, states in lower case. */
public final class JsonOutput {

    /** Writes one object a line. */
    public static final JsonMapper LINES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    /** Writes indented objects that people may read as well. */
    static final JsonMapper INDENTED =
            LINES.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOutput() {}
}
