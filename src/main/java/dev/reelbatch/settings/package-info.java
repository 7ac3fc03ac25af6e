/** Every setting that is not an option of a command, from all its sources. */
@NullMarked
package dev.reelbatch.settings;

import org.jspecify.annotations.NullMarked;
