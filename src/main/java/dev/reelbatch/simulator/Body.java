package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** The body of an answer; it is written as a stream, so that large videos need no memory. */
public interface Body {

    /** The length of a body whose length is not announced, so that it is sent in chunks. */
    long UNANNOUNCED = -1;

    /** Returns the length that the answer announces, in bytes, or {@link #UNANNOUNCED}. */
    long length();

    String contentType();

    void writeTo(OutputStream out) throws IOException;

    /** Creates a short text, sent as UTF-8. */
    static Body text(String contentType, String text) {
        return new Text(contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A text as bytes. */
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
