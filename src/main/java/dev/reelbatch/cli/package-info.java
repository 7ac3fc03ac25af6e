/** The command line: one small class for each command, from arguments to exit code. */
@NullMarked
package dev.reelbatch.cli;

import org.jspecify.annotations.NullMarked;
