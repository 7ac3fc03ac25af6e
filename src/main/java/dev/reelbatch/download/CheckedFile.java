package dev.reelbatch.download;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/**
 * A fetched file: its kind, and whether it is complete as far as its own bytes tell.
 *
 * @param isCutShort whether it ends before its announced end
 * @param hasMedia false for a video that ends before its first picture
 * @param hasIndex false for a video that hardly any player plays
 */
record CheckedFile(FileKind kind, FileHead head, boolean isCutShort, boolean hasMedia, boolean hasIndex) {

    private static final int RIFF_HEADER = 8;
    private static final long RIFF_OPEN = 0xFFFFFFFFL;

    static CheckedFile of(Path path) throws IOException {
        try (FileChannel file = FileChannel.open(path)) {
            FileHead head = FileHead.of(file);
            if (IsoBoxes.begin(head)) {
                IsoBoxes boxes = IsoBoxes.of(file);
                boolean media = boxes.hasMedia() || !boxes.kind().isVideo();
                boolean index = boxes.hasIndex() || !boxes.kind().isVideo();
                return new CheckedFile(boxes.kind(), head, boxes.isCutShort(), media, index);
            }
            boolean cut = head.isEbml() ? EbmlElements.isCutShort(file) : head.isRiff() && isRiffCutShort(head, file);
            return new CheckedFile(head.kind(), head, cut, true, true);
        }
    }

    private static boolean isRiffCutShort(FileHead head, FileChannel file) throws IOException {
        long length = 0;
        for (int i = 7; i >= 4; i--) {
            length = length << 8 | head.bytes().charAt(i);
        }
        return length != RIFF_OPEN && RIFF_HEADER + length > file.size();
    }
}
