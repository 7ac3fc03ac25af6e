/** Task ids: one rule for all code that compares two of them. */
@NullMarked
package dev.reelbatch.task;

import org.jspecify.annotations.NullMarked;
