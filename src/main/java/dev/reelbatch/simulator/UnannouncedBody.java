package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.OutputStream;

/**
 * A body in chunks, without a length.
 *
 * @param tooMany number of zero bytes that follow the body as if they belonged to it
 */
record UnannouncedBody(Body whole, long tooMany) implements Body {

    private static final byte[] ZEROS = new byte[8192];

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
        whole.writeTo(out);
        for (long left = tooMany; left > 0; left -= ZEROS.length) {
            out.write(ZEROS, 0, (int) Math.min(left, ZEROS.length));
        }
    }
}
