/** The one source of time: wall clock for stamps, ticks for durations, and all waiting. */
@NullMarked
package dev.reelbatch.time;

import org.jspecify.annotations.NullMarked;
