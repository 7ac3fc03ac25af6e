/** Step 5: manifest, failed rows, gallery page and summary of a run, all read from the ledger. */
@NullMarked
package dev.reelbatch.report;

import org.jspecify.annotations.NullMarked;
