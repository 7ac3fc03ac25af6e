/** Step 1: the bytes of a sheet become validated rows, and rows become requests with fingerprints. */
@NullMarked
package dev.reelbatch.load;

import org.jspecify.annotations.NullMarked;
