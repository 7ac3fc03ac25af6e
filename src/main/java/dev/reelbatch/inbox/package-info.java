/** A hot folder: takes sheets that are complete, and files them away when their runs have ended. */
@NullMarked
package dev.reelbatch.inbox;

import org.jspecify.annotations.NullMarked;
