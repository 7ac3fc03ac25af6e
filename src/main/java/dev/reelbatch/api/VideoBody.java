package dev.reelbatch.api;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A body whose end is the end of its call. */
final class VideoBody extends FilterInputStream {

    private final HttpCall httpCall;

    VideoBody(InputStream body, HttpCall httpCall) {
        super(body);
        this.httpCall = httpCall;
    }

    @Override
    public void close() {
        httpCall.close();
    }
}
