package dev.reelbatch.ledger;

import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What the log says of a clip.
 *
 * @param run the run's number
 * @param row null if the row has left the sheet
 * @param file of its first video; null before it has one
 * @param lasted from its submission to its delivery; null before that
 */
public record RowTrace(
        String job,
        int run,
        @Nullable Integer row,
        int variant,
        @Nullable String taskId,
        @Nullable ClipError error,
        @Nullable Path file,
        @Nullable Long bytes,
        @Nullable Duration lasted) {}
