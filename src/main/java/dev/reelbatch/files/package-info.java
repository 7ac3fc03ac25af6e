/** Small files that are replaced atomically. */
@NullMarked
package dev.reelbatch.files;

import org.jspecify.annotations.NullMarked;
