package dev.reelbatch.plan;

import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** The options that shape a run's requests, kept with the run, so that it can be resumed without a command line. */
public record RunOptions(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        boolean skipInvalid,
        ReadOptions reading) {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    public RunOptions {
        reading = Objects.requireNonNullElse(reading, ReadOptions.BEFORE); // older runs do not record it
    }

    public static RunOptions of(Defaults defaults, boolean skipInvalid, ReadOptions readOptions) {
        return new RunOptions(defaults.model(), defaults.size(), defaults.duration(), skipInvalid, readOptions);
    }

    static RunOptions parse(String json) {
        return JSON.readValue(json, RunOptions.class);
    }

    public String json() {
        boolean asks = reading.otherIds() == OtherIds.ASK; // nobody may be there when the run is resumed
        ReadOptions kept = asks ? reading.withOtherIds(null) : reading;
        return JSON.writeValueAsString(new RunOptions(model, size, duration, skipInvalid, kept));
    }

    Defaults defaults() {
        return new Defaults(model, size, duration);
    }
}
