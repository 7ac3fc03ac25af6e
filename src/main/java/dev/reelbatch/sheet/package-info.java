/** File formats: CSV and XLSX files, in any encoding, become a header and rows of cells. */
@NullMarked
package dev.reelbatch.sheet;

import org.jspecify.annotations.NullMarked;
