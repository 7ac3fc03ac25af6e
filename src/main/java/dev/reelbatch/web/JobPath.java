package dev.reelbatch.web;

import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The name of a job in the path of a request. */
final class JobPath {

    private JobPath() {}

    /**
     * Returns the name.
     *
     * @param folder the inbox; null for a job that is no dropped sheet
     * @param person whose folder in the inbox the sheet was dropped into; null for the inbox itself
     */
    static String name(@Nullable String folder, @Nullable String person, String job) {
        return Stream.of(folder, person, job).filter(Objects::nonNull).collect(Collectors.joining("/"));
    }
}
