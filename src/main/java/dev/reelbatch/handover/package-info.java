/** Commands that a {@code serve} does for another process: what is sent, and the console of the person there. */
@NullMarked
package dev.reelbatch.handover;

import org.jspecify.annotations.NullMarked;
