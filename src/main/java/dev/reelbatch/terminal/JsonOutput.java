package dev.reelbatch.terminal;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.json.JsonMapper;

/** The one dialect of all JSON for programs: keys in snake_case, states in lower case. */
public final class JsonOutput {

    /** An object a line. */
    public static final JsonMapper LINES = JsonMapper.builder()
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .enable(EnumFeature.WRITE_ENUMS_TO_LOWERCASE)
            .build();

    /** An object that people may read as well. */
    static final JsonMapper INDENTED =
            LINES.rebuild().enable(SerializationFeature.INDENT_OUTPUT).build();

    private JsonOutput() {}
}
