package dev.reelbatch.simulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.zip.GZIPOutputStream;

/** A body that is compressed as it is sent, so that its length is not known beforehand. */
record GzippedBody(Body whole) implements Body {

    @Override
    public long length() {
        return UNANNOUNCED;
    }

    @Override
    public String contentType() {
        return whole.contentType();
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        try (GZIPOutputStream zip = new GZIPOutputStream(new Unclosed(out))) {
            whole.writeTo(zip);
        }
    }

    /** A stream that does not close the connection's stream. */
    private static final class Unclosed extends FilterOutputStream {

        Unclosed(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            out.write(bytes, offset, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
