package dev.reelbatch.simulator;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/**
 * A clip with an MP4 {@code free} box at its end. The box contains a label that is different for every video, so that
 * mixed-up files are noticed, and pads the video to a given length. Players ignore it.
 */
final class SampleVideo {

    private static final int BOX_HEADER = 8;

    /** The padding. Its length is a prime, so that a download resumed at a wrong position is noticed. */
    private static final byte[] PADDING = new byte[65_521];

    static {
        new Random(1).nextBytes(PADDING);
    }

    private final byte[] clip;
    private final byte[] box;
    private final long length;

    /**
     * @param atLeast the length in bytes to pad to, below 2 GB, so that the box's length fits its header
     */
    SampleVideo(byte[] clip, String label, long atLeast) {
        byte[] text = label.getBytes(StandardCharsets.US_ASCII);
        this.clip = clip;
        this.length = Math.max(clip.length + BOX_HEADER + text.length, atLeast);
        this.box = ByteBuffer.allocate(BOX_HEADER + text.length)
                .putInt((int) (length - clip.length))
                .put("free".getBytes(StandardCharsets.US_ASCII))
                .put(text)
                .array();
    }

    long length() {
        return length;
    }

    /** Returns the bytes from {@code start} up to but not including {@code end}. */
    Body part(long start, long end) {
        return new Part(start, end);
    }

    private final class Part implements Body {

        private final long start;
        private final long end;

        Part(long start, long end) {
            this.start = start;
            this.end = end;
        }

        @Override
        public long length() {
            return end - start;
        }

        @Override
        public String contentType() {
            return "video/mp4";
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            long at = start;
            while (at < end) {
                at += writeSome(out, at);
            }
        }

        private int writeSome(OutputStream out, long at) throws IOException {
            if (at < clip.length) {
                return write(out, clip, (int) at, at);
            }
            long inBox = at - clip.length;
            return inBox < box.length
                    ? write(out, box, (int) inBox, at)
                    : write(out, PADDING, (int) ((inBox - box.length) % PADDING.length), at);
        }

        private int write(OutputStream out, byte[] bytes, int offset, long at) throws IOException {
            int count = (int) Math.min(bytes.length - offset, end - at);
            out.write(bytes, offset, count);
            return count;
        }
    }
}
