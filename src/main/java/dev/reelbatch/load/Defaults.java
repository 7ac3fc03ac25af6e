package dev.reelbatch.load;

import org.jspecify.annotations.Nullable;

/**
 * What rows that do not say get, before the catalogue's own defaults.
 *
 * @param duration seconds
 */
public record Defaults(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration) {

    public static final Defaults NONE = new Defaults(null, null, null);
}
