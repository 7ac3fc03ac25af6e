package dev.reelbatch.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Set;

/**
 * The elements of a WebM or Matroska file (RFC 8794, RFC 9559). As with boxes, each gives its length; a live recording
 * leaves out that of its segment and perhaps of its clusters, whose elements are then walked instead.
 */
final class EbmlElements {

    private static final int LONGEST_HEADER = 12;
    private static final long SEGMENT = 0x18538067L;
    private static final long CLUSTER = 0x1F43B675L;
    private static final long OPEN = -1;
    private static final long MISSING = -2;
    private static final Set<Long> KNOWN = Set.of(
            0x1A45DFA3L,
            SEGMENT,
            CLUSTER,
            0x114D9B74L,
            0x1549A966L,
            0x1654AE6BL,
            0x1C53BB6BL,
            0x1941A469L,
            0x1043A770L,
            0x1254C367L,
            0xECL,
            0xBFL,
            0xE7L,
            0xA3L,
            0xA0L,
            0xABL,
            0xA7L,
            0x5854L);

    private final FileChannel file;
    private final long end;
    private final ByteBuffer header = ByteBuffer.allocate(LONGEST_HEADER);

    private EbmlElements(FileChannel file) throws IOException {
        this.file = file;
        this.end = file.size();
    }

    /** Returns whether the file ends in the middle of an element; bytes after the last one do no harm. */
    static boolean isCutShort(FileChannel file) throws IOException {
        return new EbmlElements(file).walk();
    }

    private boolean walk() throws IOException {
        boolean isOpen = true; // the end of the file's elements is not known yet
        for (long at = 0; at < end; ) {
            read(at);
            long id = number(false);
            long length = KNOWN.contains(id) ? number(true) : MISSING;
            boolean entered = length == OPEN && (id == SEGMENT || id == CLUSTER);
            if (length < 0 && !entered) {
                return isOpen && (id == MISSING || KNOWN.contains(id)) && header.limit() < LONGEST_HEADER;
            }
            long next = at + header.position() + (entered ? 0 : length);
            boolean isAll = at == 0 && next == end; // the file is only a header
            if (next > end || next < at || isAll) {
                return true;
            }
            isOpen &= id != SEGMENT || entered;
            at = next;
        }
        return false;
    }

    private void read(long at) throws IOException {
        header.clear();
        while (header.hasRemaining() && file.read(header, at + header.position()) > 0) {
            // until the buffer is full, or the file ends
        }
        header.flip();
    }

    /** Reads a number whose first byte gives its length; below 0 if there is none, or if its value is left open. */
    private long number(boolean withoutMarker) {
        if (!header.hasRemaining()) {
            return MISSING;
        }
        int first = Byte.toUnsignedInt(header.get());
        int more = Integer.numberOfLeadingZeros(first) - 24;
        if (more > (withoutMarker ? 7 : 3) || header.remaining() < more) {
            header.position(header.limit());
            return MISSING;
        }
        long value = withoutMarker ? first & (0x7F >> more) : first;
        boolean allOnes = withoutMarker && value == 0x7F >> more;
        for (int i = 0; i < more; i++) {
            int next = Byte.toUnsignedInt(header.get());
            value = value << 8 | next;
            allOnes &= next == 0xFF;
        }
        return allOnes ? OPEN : value;
    }
}
