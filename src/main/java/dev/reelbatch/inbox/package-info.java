/** A hot folder: it takes complete sheets, and files them away when their runs have ended. */
@NullMarked
package dev.reelbatch.inbox;

import org.jspecify.annotations.NullMarked;
