package dev.reelbatch.plan;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.sheet.OtherIds;
import dev.reelbatch.sheet.ReadOptions;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The options that shape a run's requests, kept with the run, so that it can be resumed without a command line.
 *
 * @param pictureList SHA-256 of the copy of the list of pictures that the sheet's cells name; null if they name none
 */
public record RunOptions(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        boolean skipInvalid,
        ReadOptions reading,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String pictureList,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Boolean draft) {

    private static final JsonMapper JSON = JsonMapper.builder()
            .disable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES) // what an older run does not record
            .build();

    public RunOptions {
        reading = Objects.requireNonNullElse(reading, ReadOptions.BEFORE); // older runs do not record it
    }

    public static RunOptions of(Defaults defaults, boolean skipInvalid, ReadOptions readOptions) {
        return new RunOptions(
                defaults.model(),
                defaults.size(),
                defaults.duration(),
                skipInvalid,
                readOptions,
                null,
                defaults.draft() ? true : null);
    }

    /** Parses what {@link #json()} of this or an earlier version returned. */
    public static RunOptions parse(String json) {
        return JSON.readValue(json, RunOptions.class);
    }

    public String json() {
        boolean asks = reading.otherIds() == OtherIds.ASK; // nobody may be there when the run is resumed
        ReadOptions kept = asks ? reading.withOtherIds(null) : reading;
        return JSON.writeValueAsString(new RunOptions(model, size, duration, skipInvalid, kept, pictureList, draft));
    }

    RunOptions withPictures(@Nullable String list) {
        return new RunOptions(model, size, duration, skipInvalid, reading, list, draft);
    }

    /** Returns whether the run's rows make drafts. */
    public boolean makesDrafts() {
        return Boolean.TRUE.equals(draft);
    }

    Defaults defaults() {
        return new Defaults(model, size, duration, makesDrafts());
    }
}
