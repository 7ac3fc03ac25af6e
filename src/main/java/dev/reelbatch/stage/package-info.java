/** The shared parts of submit, poll and download: a bounded worker pool, the stop signal, and limits on waiting. */
@NullMarked
package dev.reelbatch.stage;

import org.jspecify.annotations.NullMarked;
