/** The Spring Batch wiring: the job on one screen; executing, resuming and stopping a run. */
@NullMarked
package dev.reelbatch.job;

import org.jspecify.annotations.NullMarked;
