package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * What was written and what it says.
 *
 * @param videos the folder of the run's videos
 * @param money what the run's submissions came to, by currency; submissions without a price are not in it
 * @param unasked videos that came as well and that no row asks for any more: no line of the manifest names them
 */
public record ReportFiles(
        Path videos,
        Written manifest,
        Written jsonl,
        Written failed,
        Written page,
        RowCounts counts,
        List<Charges> money,
        List<Path> unasked) {

    /**
     * One file.
     *
     * @param wanted its ordinary name
     * @param actual where it was written, since the ordinary one could not be replaced; else the same
     */
    public record Written(Path wanted, Path actual) {

        public boolean isBeside() {
            return !wanted.equals(actual);
        }
    }

    /** The files that could not be replaced and were written beside. */
    public List<Written> beside() {
        return Stream.of(manifest, jsonl, failed, page)
                .filter(Written::isBeside)
                .toList();
    }
}
