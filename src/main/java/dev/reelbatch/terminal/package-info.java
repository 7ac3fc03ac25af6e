/** Output for a person at a terminal: progress, status, checks and quotes; the same as JSON and CSV for scripts. */
@NullMarked
package dev.reelbatch.terminal;

import org.jspecify.annotations.NullMarked;
