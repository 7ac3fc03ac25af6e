/** Tests of the command line, in this process. */
@NullMarked
package dev.reelbatch.cli;

import org.jspecify.annotations.NullMarked;
