package dev.reelbatch.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What asking a host for a video came to. */
public sealed interface VideoAnswer {

    /**
     * The bytes come.
     *
     * @param body the file from {@code from} on. A read throws {@link IOException} when the connection
     *     is lost, ends before the announced length, or stalls; what was read until then is good
     * @param from the place of the first byte in the file; 0 if the server started over
     * @param total the length of the whole file as announced
     * @param validator a strong ETag, to be given with the next fetch, so that a file is never put together
     *     from two versions; null: it can only be fetched from its start. The body is as it came, whatever
     *     Content-Encoding claims
     */
    record Opened(
            InputStream body,
            long from,
            OptionalLong total,
            @Nullable String validator) implements VideoAnswer, AutoCloseable {

        /** Gives up what has not been read: the connection is closed, not drained. */
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new IllegalStateException("Closing a download only ends a connection", e);
            }
        }
    }

    /** This URL gives nothing (any more): the task's status may give a fresh one. */
    record Expired(ApiError error) implements VideoAnswer {}

    /**
     * Not now: try the same URL later.
     *
     * @param retryAfter how long the server asks to wait, at most an hour
     */
    record Unavailable(@Nullable Duration retryAfter, ApiError error) implements VideoAnswer {}
}
