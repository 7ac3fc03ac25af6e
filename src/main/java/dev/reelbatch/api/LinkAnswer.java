package dev.reelbatch.api;

import org.jspecify.annotations.Nullable;

/** What the host of a link answered. */
public sealed interface LinkAnswer {

    /**
     * The sheet.
     *
     * @param name as the host or the address calls it; not yet safe as a file name
     * @param version by which the host can be asked whether the sheet has changed
     */
    record Sheet(byte[] bytes, String name, Version version) implements LinkAnswer {}

    /** The sheet is still the version that was named. */
    record Unchanged() implements LinkAnswer {}

    /**
     * There is no sheet.
     *
     * @param mayCome whether a later try may succeed without a person
     * @param message a sentence that shows no more of the link than its host
     */
    record None(boolean mayCome, String message) implements LinkAnswer {}

    /** The validators of a version; null where the host gave none. */
    record Version(@Nullable String etag, @Nullable String lastModified) {

        public static final Version UNKNOWN = new Version(null, null);
    }
}
