/** Step 2: QUEUED clips become tasks, under the rate, the ceiling and the stop rules. */
@NullMarked
package dev.reelbatch.submit;

import org.jspecify.annotations.NullMarked;
