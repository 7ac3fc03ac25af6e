/** Texts for people, in their language. */
@NullMarked
package dev.reelbatch.text;

import org.jspecify.annotations.NullMarked;
