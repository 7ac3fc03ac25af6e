/** Tests of the first step. */
@NullMarked
package dev.reelbatch.load;

import org.jspecify.annotations.NullMarked;
