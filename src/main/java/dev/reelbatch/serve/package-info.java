/** The long-running process: schedules, hot folders, parallel runs and retries. */
@NullMarked
package dev.reelbatch.serve;

import org.jspecify.annotations.NullMarked;
