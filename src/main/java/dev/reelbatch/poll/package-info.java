/** Step 3: asks each task when it is due, until it is terminal. */
@NullMarked
package dev.reelbatch.poll;

import org.jspecify.annotations.NullMarked;
