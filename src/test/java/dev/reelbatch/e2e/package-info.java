/** The packaged jar as a child process against the simulator, judged by the simulator's own record. */
@NullMarked
package dev.reelbatch.e2e;

import org.jspecify.annotations.NullMarked;
