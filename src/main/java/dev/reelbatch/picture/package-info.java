/**
 * Pictures in requests: their format and size by their bytes, their copies by their content, and the text that stands
 * for one until it is sent.
 */
@NullMarked
package dev.reelbatch.picture;

import org.jspecify.annotations.NullMarked;
