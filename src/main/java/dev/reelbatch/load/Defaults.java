package dev.reelbatch.load;

import org.jspecify.annotations.Nullable;

/**
 * The run's defaults for rows that leave a value out; they precede the catalogue's own.
 *
 * @param duration seconds
 */
public record Defaults(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration) {

    public static final Defaults NONE = new Defaults(null, null, null);
}
