package dev.reelbatch.simulator;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** A body that announces its whole length but ends early. */
record CutBody(Body whole, long bytes) implements Body {

    @Override
    public long length() {
        return whole.length();
    }

    @Override
    public String contentType() {
        return whole.contentType();
    }

    @Override
    @SuppressWarnings("resource") // the stream belongs to the connection
    public void writeTo(OutputStream out) throws IOException {
        whole.writeTo(new Cut(out));
    }

    private final class Cut extends FilterOutputStream {

        private long left = bytes;

        Cut(OutputStream out) {
            super(out);
        }

        @Override
        public void write(int b) throws IOException {
            if (left > 0) {
                out.write(b);
                left--;
            }
        }

        @Override
        public void write(byte[] buffer, int offset, int length) throws IOException {
            int sent = (int) Math.min(left, length);
            out.write(buffer, offset, sent);
            left -= sent;
        }
    }
}
