package dev.reelbatch.api;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** A body whose bytes are counted. */
final class CountedBody extends FilterInputStream {

    private final LongConsumer onClose;
    private long bytes;
    private boolean closed;

    /** @param onClose receives the number of bytes that were read, once */
    CountedBody(InputStream body, LongConsumer onClose) {
        super(body);
        this.onClose = onClose;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        bytes += next < 0 ? 0 : 1;
        return next;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        int read = super.read(buffer, offset, length);
        bytes += Math.max(read, 0);
        return read;
    }

    @Override
    public void close() throws IOException {
        super.close();
        if (!closed) {
            closed = true;
            onClose.accept(bytes);
        }
    }
}
