package dev.reelbatch.ledger;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One URL of a finished task and the file it becomes.
 *
 * @param number from 1, in the order of the task's URLs
 * @param file the present or future place of the file; fixed together with {@code bytes} and {@code sha256} once the
 *     download is verified, before the file gets its name
 */
public record Video(
        long clipId,
        int number,
        String url,
        @Nullable Path file,
        @Nullable Long bytes,
        @Nullable String sha256,
        boolean delivered) {}
