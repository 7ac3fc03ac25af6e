package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** What follows the head of an answer; it is written as a stream, so that large videos need no memory. */
public interface Body {

    /** Instead of a length: none is announced, and the body is sent in chunks. */
    long UNANNOUNCED = -1;

    /** The length that the answer announces, in bytes, or {@link #UNANNOUNCED}. */
    long length();

    String contentType();

    void writeTo(OutputStream out) throws IOException;

    /** A short text, sent as UTF-8. */
    static Body text(String contentType, String text) {
        return new Text(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text in its bytes. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Text(String contentType, byte[] bytes) implements Body {

        @Override
        public long length() {
            return bytes.length;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }
    }
}
