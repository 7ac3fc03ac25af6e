package dev.reelbatch.load;

import org.jspecify.annotations.Nullable;

/**
 * The run's defaults for rows that leave a value out; they precede the catalogue's own.
 *
 * @param duration seconds
 * @param draft whether rows make drafts, as far as they do not continue one
 */
public record Defaults(
        @Nullable String model,
        @Nullable String size,
        @Nullable Integer duration,
        boolean draft) {

    public static final Defaults NONE = new Defaults(null, null, null);

    public Defaults(@Nullable String model, @Nullable String size, @Nullable Integer duration) {
        this(model, size, duration, false);
    }
}
