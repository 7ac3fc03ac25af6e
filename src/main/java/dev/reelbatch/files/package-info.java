/** Files replaced atomically and forced to the disk; SHA-256 hashes. */
@NullMarked
package dev.reelbatch.files;

import org.jspecify.annotations.NullMarked;
