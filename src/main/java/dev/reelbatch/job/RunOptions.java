package dev.reelbatch.job;

import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.OtherIds;
import dev.reelbatch.load.Reading;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The options that shape a run's requests, kept with the run, so that it can go on without a command line. */
record RunOptions(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        boolean skipInvalid,
        Reading reading) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    RunOptions {
        reading = Objects.requireNonNullElse(reading, Reading.BEFORE); // runs of before do not say
    }

    static RunOptions of(Defaults defaults, boolean skipInvalid, Reading reading) {
        return new RunOptions(defaults.model(), defaults.size(), defaults.duration(), skipInvalid, reading);
    }

    static RunOptions parse(String json) {
        return JSON.readValue(json, RunOptions.class);
    }

    String json() {
        boolean asks = reading.otherIds() == OtherIds.ASK; // whoever resumes the run may be nobody
        Reading kept = asks ? reading.withOtherIds(null) : reading;
        return JSON.writeValueAsString(new RunOptions(model, size, duration, skipInvalid, kept));
    }

    Defaults defaults() {
        return new Defaults(model, size, duration);
    }
}
