package dev.reelbatch.report;

import dev.reelbatch.ledger.Money;
import dev.reelbatch.report.Entry.EntryVideo;
import java.util.List;

/**
 * What the ledger says of a run beside its rows.
 *
 * @param money what its submissions came to, by currency
 * @param unasked videos that came as well and that no row asks for any more
 */
record BesideRows(List<Money> money, List<EntryVideo> unasked) {}
