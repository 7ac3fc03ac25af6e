package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.util.List;

/**
 * The parts of a report that belong to no row.
 *
 * @param money the cost of the run's submissions, one entry a currency
 * @param unpriced number of clips whose submissions have no price
 * @param unasked delivered and paid videos that no row of the present sheet requests
 */
record BesideRows(List<Charges> money, int unpriced, List<EntryVideo> unasked) {}
