package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The files of a written report and their totals.
 *
 * @param videos the folder of the run's videos
 * @param money the cost of the run's submissions, one entry a currency; submissions without a price are not in it
 * @param unpriced number of clips with such submissions
 * @param unasked delivered videos that no row of the present sheet requests, and that no line of the manifest names
 */
public record ReportFiles(
        Path videos,
        Written manifest,
        Written jsonl,
        Written failed,
        Written page,
        RowCounts counts,
        List<Charges> money,
        int unpriced,
        List<Path> unasked) {

    /**
     * One file.
     *
     * @param wanted its ordinary name
     * @param actual the name it was written under; another one if the ordinary one could not be replaced
     */
    public record Written(Path wanted, Path actual) {

        public boolean isBeside() {
            return !wanted.equals(actual);
        }
    }

    /** Returns the files that could not be replaced and were written beside the old ones. */
    public List<Written> beside() {
        return Stream.of(manifest, jsonl, failed, page)
                .filter(Written::isBeside)
                .toList();
    }
}
