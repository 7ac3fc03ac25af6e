package dev.reelbatch.picture;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/** The mark at the end of a picture, which is missing from a file that was copied in part. */
final class PictureEnd {

    private static final int BLOCK = 1 << 16;
    private static final byte[] OF_JPEG = {(byte) 0xFF, (byte) 0xD9};
    private static final byte[] OF_PNG = {'I', 'E', 'N', 'D'};

    private PictureEnd() {}

    /** @param from where the file's header ends: a preview in it has an end of its own */
    static boolean isIn(Path file, PictureType type, long from) throws IOException {
        return switch (type) {
            case JPEG -> isIn(file, OF_JPEG, from);
            case PNG -> isIn(file, OF_PNG, from);
            default -> true;
        };
    }

    /** Searches from the file's end: phones put other data behind a picture. */
    private static boolean isIn(Path file, byte[] mark, long from) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer block = ByteBuffer.allocate(BLOCK);
            for (long end = channel.size(); end > from; end -= BLOCK - mark.length) {
                long start = Math.max(from, end - BLOCK);
                block.clear().limit((int) (end - start));
                while (block.hasRemaining() && channel.read(block, start + block.position()) >= 0) {
                    // read on
                }
                if (isIn(block.flip(), mark)) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isIn(ByteBuffer block, byte[] mark) {
        for (int i = block.limit() - mark.length; i >= 0; i--) {
            if (block.slice(i, mark.length).equals(ByteBuffer.wrap(mark))) {
                return true;
            }
        }
        return false;
    }
}
