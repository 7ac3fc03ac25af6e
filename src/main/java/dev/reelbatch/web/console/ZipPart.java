package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Video;
import java.util.ArrayList;
import java.util.List;

/**
 * Rows whose videos are downloaded in one ZIP, one after another in the order of the sheet.
 *
 * @param skip number of rows with a video before it
 * @param rows number of its rows
 * @param first the number of its first row
 * @param last the number of its last row
 */
record ZipPart(int skip, int rows, int first, int last, int videos, long bytes) {

    private static final long MOST_BYTES = 2_000_000_000; // what old programs and file systems can hold
    private static final int MOST_ROWS = 1000;

    private ZipPart with(int row, int moreVideos, long moreBytes) {
        return new ZipPart(skip, rows + 1, first, row, videos + moreVideos, bytes + moreBytes);
    }

    private boolean hasRoomFor(long size) {
        return rows < MOST_ROWS && bytes + size <= MOST_BYTES;
    }

    /** Divides rows into parts. A single row that is larger than a part is one. */
    static final class Division {

        private final List<ZipPart> parts = new ArrayList<>();

        void add(ReportRow row) {
            List<Video> delivered =
                    row.videos().stream().filter(Video::delivered).toList();
            add(
                    row.row(),
                    delivered.size(),
                    delivered.stream()
                            .mapToLong(video -> video.bytes() == null ? 0 : video.bytes())
                            .sum());
        }

        void add(int row, int videos, long bytes) {
            ZipPart last = parts.isEmpty() ? null : parts.get(parts.size() - 1);
            if (last != null && last.hasRoomFor(bytes)) {
                parts.set(parts.size() - 1, last.with(row, videos, bytes));
            } else {
                int skip = last == null ? 0 : last.skip() + last.rows();
                parts.add(new ZipPart(skip, 1, row, row, videos, bytes));
            }
        }

        List<ZipPart> parts() {
            return List.copyOf(parts);
        }
    }
}
