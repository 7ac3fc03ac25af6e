/** What names a task: one rule for whoever compares two of them. */
@NullMarked
package dev.reelbatch.task;

import org.jspecify.annotations.NullMarked;
