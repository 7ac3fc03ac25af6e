/** The long-running process: schedules, hot folders, what runs at the same time and what is retried. */
@NullMarked
package dev.reelbatch.serve;

import org.jspecify.annotations.NullMarked;
