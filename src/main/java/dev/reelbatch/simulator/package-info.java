/** The rehearsal API: a server that answers as the real one does, costs nothing, and fails on demand. */
@NullMarked
package dev.reelbatch.simulator;

import org.jspecify.annotations.NullMarked;
