/** Step 2 of a run: QUEUED clips become tasks, within the rate, the concurrency limit and the stop rules. */
@NullMarked
package dev.reelbatch.submit;

import org.jspecify.annotations.NullMarked;
