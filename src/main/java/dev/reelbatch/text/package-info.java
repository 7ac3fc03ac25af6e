/** What people read, in their language. */
@NullMarked
package dev.reelbatch.text;

import org.jspecify.annotations.NullMarked;
