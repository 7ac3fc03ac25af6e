package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a report that belong to no row.
 *
 * @param money the cost of the run's submissions, one entry a currency
 * @param unpriced number of clips whose submissions have no price
 * @param course how the run went; null if it submitted nothing
 * @param unasked delivered and paid videos that no row of the present sheet requests
 */
record BesideRows(
        List<Charges> money, int unpriced, @Nullable RunCourse course, List<EntryVideo> unasked) {}
