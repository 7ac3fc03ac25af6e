/** Step 3: polls each task when it is due, until it has ended. */
@NullMarked
package dev.reelbatch.poll;

import org.jspecify.annotations.NullMarked;
