/** A command line in, an exit code out: one small class per command. */
@NullMarked
package dev.reelbatch.cli;

import org.jspecify.annotations.NullMarked;
