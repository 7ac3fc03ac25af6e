package dev.reelbatch.api;

import java.io.FilterInputStream;
import java.io.InputStream;

/** A body whose end is the end of its call. */
final class VideoBody extends FilterInputStream {

    private final Call call;

    VideoBody(InputStream body, Call call) {
        super(body);
        this.call = call;
    }

    @Override
    public void close() {
        call.close();
    }
}
