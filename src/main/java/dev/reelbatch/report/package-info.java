/** Step 5 of a run: writes manifest, failed rows, gallery page and summary, all read from the ledger. */
@NullMarked
package dev.reelbatch.report;

import org.jspecify.annotations.NullMarked;
