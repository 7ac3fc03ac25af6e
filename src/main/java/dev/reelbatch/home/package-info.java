/** The home folder: its lock and database, the copies of inputs, the status file; and the marker in every OUT. */
@NullMarked
package dev.reelbatch.home;

import org.jspecify.annotations.NullMarked;
