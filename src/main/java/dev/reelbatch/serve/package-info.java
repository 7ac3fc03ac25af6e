/** Keeps running: what is due when, what goes on at the same time, what is tried again. */
@NullMarked
package dev.reelbatch.serve;

import org.jspecify.annotations.NullMarked;
