package dev.reelbatch.job;

import dev.reelbatch.load.Defaults;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The options that shape a run's requests, kept with the run, so that it can go on without a command line. */
record RunOptions(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        boolean skipInvalid) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    static RunOptions of(Defaults defaults, boolean skipInvalid) {
        return new RunOptions(defaults.model(), defaults.size(), defaults.duration(), skipInvalid);
    }

    static RunOptions parse(String json) {
        return JSON.readValue(json, RunOptions.class);
    }

    String json() {
        return JSON.writeValueAsString(this);
    }

    Defaults defaults() {
        return new Defaults(model, size, duration);
    }
}
