package dev.reelbatch.report;

import dev.reelbatch.ledger.Charges;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.util.List;

/**
 * What the ledger says of a run beside its rows.
 *
 * @param money what its submissions came to, by currency
 * @param unasked videos that came as well and that no row asks for any more
 */
record BesideRows(List<Charges> money, List<EntryVideo> unasked) {}
