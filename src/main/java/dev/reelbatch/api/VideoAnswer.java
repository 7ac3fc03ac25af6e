package dev.reelbatch.api;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** The result of requesting a video from a host. */
public sealed interface VideoAnswer {

    /**
     * The bytes arrive.
     *
     * @param body the file from {@code from} on. A read throws {@link IOException} if the connection is lost, ends
     *     before the announced length, or stalls; the bytes read until then are good. They are unchanged, whatever
     *     Content-Encoding claims
     * @param from the position of the first byte in the file; 0 if the server started over
     * @param total the announced length of the whole file
     * @param validator a strong ETag to pass to the next fetch, so that a file is never put together from two
     *     versions; null: it can only be fetched from its start
     */
    record Opened(
            InputStream body,
            long from,
            OptionalLong total,
            @Nullable String validator) implements VideoAnswer, AutoCloseable {

        /** Abandons the unread rest: the connection is closed, not drained. */
        @Override
        public void close() {
            try {
                body.close();
            } catch (IOException e) {
                throw new IllegalStateException("Closing a download only ends a connection", e);
            }
        }
    }

    /** The URL gives nothing, or no longer does: the task's status may give a fresh one. */
    record Expired(ApiError error) implements VideoAnswer {}

    /**
     * Not available now: try the same URL later.
     *
     * @param retryAfter the wait that the server requests, at most an hour
     */
    record Unavailable(@Nullable Duration retryAfter, ApiError error) implements VideoAnswer {}
}
