package dev.reelbatch.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The boxes of an MP4 or QuickTime file (ISO/IEC 14496-12). Each gives its length, so that only their headers are read,
 * and a file that ends early is recognised whatever length its host announced.
 *
 * @param brand of its {@code ftyp}; null without one
 * @param isCutShort whether it ends in the middle of a box. Bytes after the last box do no harm: players ignore
 *     them
 * @param hasMedia whether there are any pictures or sound ({@code mdat})
 * @param hasIndex whether there is an index of them ({@code moov}); hardly any player plays a file without one
 */
record IsoBoxes(@Nullable String brand, boolean isCutShort, boolean hasMedia, boolean hasIndex) {

    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final int LENGTH_IS_LONG = 1;
    private static final int TO_THE_END = 0;
    private static final Set<String> KNOWN = Set.of(
            "ftyp", "styp", "moov", "moof", "mdat", "imda", "free", "skip", "wide", "pnot", "PICT", "junk", "uuid",
            "udta", "meta", "pdin", "sidx", "ssix", "prft", "emsg", "mfra");
    private static final Pattern TYPE = Pattern.compile("[ -~\\xA9]{4}");

    /** Returns whether the file begins with a box. Some begin with padding, and QuickTime files with any box. */
    static boolean begin(FileHead head) {
        return head.bytes().length() >= HEADER && KNOWN.contains(head.bytes().substring(4, HEADER));
    }

    static IsoBoxes of(FileChannel file) throws IOException {
        return new Walk(file).walk();
    }

    FileKind kind() {
        if (brand == null) {
            return FileKind.QUICKTIME;
        }
        return switch (brand) {
            case "qt  " -> FileKind.QUICKTIME;
            case "M4A ", "M4B ", "M4P " -> FileKind.M4A;
            case "avif", "avis" -> FileKind.AVIF;
            case "heic", "heix", "heim", "heis", "hevc", "hevx", "mif1", "msf1" -> FileKind.HEIC;
            default -> FileKind.MP4;
        };
    }

    private static final class Walk {

        private final FileChannel file;
        private final long end;
        private final ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
        private @Nullable String brand;
        private boolean media;
        private boolean index;
        private boolean fragments;

        Walk(FileChannel file) throws IOException {
            this.file = file;
            this.end = file.size();
        }

        IsoBoxes walk() throws IOException {
            boolean cut = false;
            for (long at = 0; at < end && !cut; ) {
                int there = read(at);
                if (there < HEADER) {
                    cut = !isComplete() || fragments; // otherwise a line end or the like
                    break;
                }
                long next = next(at, there);
                if (next < 0) {
                    break; // not a box
                }
                cut = next > end;
                note(type());
                at = next;
            }
            return new IsoBoxes(brand, cut, media, index);
        }

        private int read(long at) throws IOException {
            header.clear();
            while (header.hasRemaining() && file.read(header, at + header.position()) > 0) {
                // until the buffer is full, or the file ends
            }
            return header.flip().remaining();
        }

        /** Returns the start of the next box, which may be beyond the end; below 0 if this is not a box. */
        private long next(long at, int there) {
            boolean known = KNOWN.contains(type());
            if (!known && (isComplete() || !TYPE.matcher(type()).matches())) {
                return -1;
            }
            long length = Integer.toUnsignedLong(header.getInt(0));
            if (length == TO_THE_END) {
                return known ? end : -1;
            } else if (length == LENGTH_IS_LONG) {
                return there < LONG_HEADER ? Long.MAX_VALUE : end(at, header.getLong(HEADER), LONG_HEADER);
            }
            return end(at, length, HEADER);
        }

        /** Returns the end of a box. A length above 2^63 is as far beyond the end of the file as any. */
        private static long end(long at, long length, int least) {
            if (length >= 0 && length < least) {
                return -1;
            }
            return length < 0 || at + length < at ? Long.MAX_VALUE : at + length;
        }

        private void note(String type) {
            switch (type) {
                case "ftyp", "styp" -> brand = brand == null ? majorBrand() : brand;
                case "moov" -> index = true;
                case "moof" -> {
                    index = true;
                    fragments = true;
                    brand = brand == null ? "" : brand; // QuickTime has neither of them
                }
                case "mdat", "imda" -> media = true;
                default -> {}
            }
        }

        private String majorBrand() {
            return header.limit() < HEADER + 4 ? "" : text(HEADER);
        }

        private boolean isComplete() {
            return media && index;
        }

        private String type() {
            return text(4);
        }

        private String text(int from) {
            return new String(header.array(), from, 4, StandardCharsets.ISO_8859_1);
        }
    }
}
