package dev.reelbatch.load;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.mozilla.universalchardet.UniversalDetector;

/**
 * What one look at the bytes of a text tells of its encoding.
 *
 * @param detected by Mozilla's detector, which knows how often letters follow each other; null: not known
 * @param littleEndian commas, quotation marks and line ends as UTF-16LE has them
 * @param bigEndian the same as UTF-16BE has them
 * @param pairs of a byte above 0x7F and the next one
 * @param chinesePairs those of them in the plane of GB2312, where nearly all Chinese characters in use
 *     are; a letter of Windows-1252 is mostly followed by one of ASCII, and so is not
 */
record ByteCounts(
        @Nullable String detected,
        long all,
        long zeros,
        long littleEndian,
        long bigEndian,
        long pairs,
        long chinesePairs) {

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

    boolean looksChinese() {
        return chinesePairs * 2 > pairs;
    }

    private static final class Counter {

        private final UniversalDetector detector = new UniversalDetector();
        private long all;
        private long zeros;
        private long littleEndian;
        private long bigEndian;
        private long pairs;
        private long chinesePairs;
        private int before;
        private boolean inPair;

        void add(byte[] bytes, int count) {
            detector.handleData(bytes, 0, count);
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
            if (inPair) {
                pairs++;
                chinesePairs += before >= 0xA1 && before <= 0xF7 && b >= 0xA1 ? 1 : 0;
            }
            inPair = !inPair && b > 0x7F;
            before = b;
        }

        private static boolean isPunctuation(int b) {
            return b == '\n' || b == '\r' || b == ',' || b == ';' || b == '\t' || b == '"';
        }

        ByteCounts counts() {
            detector.dataEnd();
            return new ByteCounts(
                    detector.getDetectedCharset(), all, zeros, littleEndian, bigEndian, pairs, chinesePairs);
        }
    }
}
