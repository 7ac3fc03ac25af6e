/** The Spring Batch wiring: the job on one screen; starting, going on with and stopping runs. */
@NullMarked
package dev.reelbatch.job;

import org.jspecify.annotations.NullMarked;
