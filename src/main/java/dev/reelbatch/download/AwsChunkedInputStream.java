package dev.reelbatch.download;

import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** The content of {@code aws-chunked} frames: a length in hex, an optional signature, then that many bytes. */
final class AwsChunkedInputStream extends FilterInputStream {

    private static final int LONGEST_LINE = 300;
    private static final int HEX = 16;

    private long left;
    private boolean first = true;
    private boolean ended;

    AwsChunkedInputStream(InputStream framed) {
        super(framed);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : Byte.toUnsignedInt(one[0]);
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
        if (left == 0 && !ended) {
            nextFrame();
        }
        if (ended) {
            return -1; // the rest is checksums
        }
        int n = in.read(buffer, offset, (int) Math.min(length, left));
        if (n < 0) {
            throw new EOFException("the file ends in the middle of a frame");
        }
        left -= n;
        return n;
    }

    private void nextFrame() throws IOException {
        if (!first && !line().isEmpty()) {
            throw new IOException("a frame is longer than it says");
        }
        first = false;
        try {
            left = Long.parseLong(line().replaceFirst(";.*", ""), HEX);
        } catch (NumberFormatException e) {
            throw new IOException("no length of a frame", e);
        }
        ended = left == 0;
    }

    /** Reads a line, returned without its line end. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0 || line.length() > LONGEST_LINE) {
                throw new EOFException("the file ends between two frames");
            }
            line.append((char) next);
        }
        return line.toString().stripTrailing();
    }
}
