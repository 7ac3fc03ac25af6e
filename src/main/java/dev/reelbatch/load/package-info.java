/**
 * Step 1: rows become validated requests with fingerprints, and requests become clips in the ledger.
 *
 * <p>{@link dev.reelbatch.sheet.SheetReader} hands over rows below the header; {@link dev.reelbatch.load.RowParser}
 * makes a request of each; {@link dev.reelbatch.load.CheckedSheet} adds them up before anything is spent; {@link
 * dev.reelbatch.load.LoadWriter} maps them to clips.
 */
@NullMarked
package dev.reelbatch.load;

import org.jspecify.annotations.NullMarked;
