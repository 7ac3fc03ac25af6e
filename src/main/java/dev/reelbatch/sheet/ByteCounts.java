package dev.reelbatch.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Byte statistics of a text file, from which its encoding is told.
 *
 * @param zeros number of bytes that are 0
 * @param littleEndian number of commas, quotation marks and line ends as UTF-16LE writes them
 * @param bigEndian the same as UTF-16BE writes them
 * @param sample lines with bytes that ASCII text does not have, up to the first million bytes of them
 */
record ByteCounts(long all, long zeros, long littleEndian, long bigEndian, byte[] sample) {

    private static final int SAMPLE = 1 << 20;

    static ByteCounts of(Path file) throws IOException {
        Counter counter = new Counter();
        byte[] some = new byte[8192];
        try (InputStream in = Files.newInputStream(file)) {
            for (int count = in.read(some); count >= 0; count = in.read(some)) {
                counter.add(some, count);
            }
        }
        return counter.counts();
    }

    private static final class Counter {

        private final ByteArrayOutputStream sample = new ByteArrayOutputStream();
        private final ByteArrayOutputStream line = new ByteArrayOutputStream();
        private long all;
        private long zeros;
        private long littleEndian;
        private long bigEndian;
        private int before;
        private boolean isTelling;

        void add(byte[] bytes, int count) {
            for (int i = 0; i < count; i++) {
                add(Byte.toUnsignedInt(bytes[i]));
            }
        }

        private void add(int b) {
            zeros += b == 0 ? 1 : 0;
            if (all++ % 2 == 1) {
                littleEndian += b == 0 && isPunctuation(before) ? 1 : 0;
                bigEndian += before == 0 && isPunctuation(b) ? 1 : 0;
            }
            before = b;
            if (sample.size() + line.size() < SAMPLE) {
                line.write(b);
                isTelling |= b > 0x7F || isShift(b);
                if (b == '\n' || b == '\r') {
                    endLine();
                }
            }
        }

        private static boolean isPunctuation(int b) {
            return b == '\n' || b == '\r' || b == ',' || b == ';' || b == '\t' || b == '"' || b == '|';
        }

        /**
         * Returns whether the byte is escape, shift out or shift in: ISO-2022 writes all its letters in ASCII bytes
         * between these.
         */
        private static boolean isShift(int b) {
            return b == 0x1B || b == 0x0E || b == 0x0F;
        }

        private void endLine() {
            if (isTelling) {
                sample.writeBytes(line.toByteArray());
            }
            line.reset();
            isTelling = false;
        }

        ByteCounts counts() {
            endLine();
            return new ByteCounts(all, zeros, littleEndian, bigEndian, sample.toByteArray());
        }
    }
}
