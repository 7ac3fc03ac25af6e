/**
 * Step 1: the bytes of a sheet become validated rows, and rows become requests with fingerprints.
 *
 * <p>A row's way: {@link dev.reelbatch.load.SheetFile} sees what the file is, {@link
 * dev.reelbatch.load.CsvFile} or {@link dev.reelbatch.load.XlsxFile} opens it as {@link
 * dev.reelbatch.load.SheetRows}, {@link dev.reelbatch.load.SheetReader} finds the {@link
 * dev.reelbatch.load.Header}, {@link dev.reelbatch.load.RowParser} makes a request of each row below it, {@link
 * dev.reelbatch.load.CheckedSheet} adds them up before anything is spent, and {@link
 * dev.reelbatch.load.LoadWriter} maps them to clips.
 */
@NullMarked
package dev.reelbatch.load;

import org.jspecify.annotations.NullMarked;
