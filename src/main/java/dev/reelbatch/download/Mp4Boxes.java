package dev.reelbatch.download;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * The boxes that an MP4 file is made of, each with its length in front: so the file itself tells where
 * it should end, which counts where no server did.
 */
final class Mp4Boxes {

    private static final int HEADER = 8;
    private static final int LONG_HEADER = 16;
    private static final int LENGTH_IS_LONG = 1;
    private static final int TO_THE_END = 0;

    private Mp4Boxes() {}

    /** Whether the file ends in the middle of a box; what follows the last one does no harm. */
    static boolean isCutShort(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            long end = channel.size();
            ByteBuffer header = ByteBuffer.allocate(LONG_HEADER);
            for (long at = 0; at < end; ) {
                channel.read(header.clear(), at);
                if (header.flip().remaining() < HEADER) {
                    return true;
                }
                long length = Integer.toUnsignedLong(header.getInt(0));
                if (length == LENGTH_IS_LONG && header.remaining() == LONG_HEADER) {
                    length = header.getLong(HEADER);
                }
                if (length == TO_THE_END || (length > 0 && length < HEADER)) {
                    return false; // or no box at all
                }
                at += length;
                if (length < 0 || at > end || at < 0) {
                    return true;
                }
            }
            return false;
        }
    }
}
