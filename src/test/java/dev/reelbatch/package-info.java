/** What tests of several packages share, and tests of the whole. */
@NullMarked
package dev.reelbatch;

import org.jspecify.annotations.NullMarked;
