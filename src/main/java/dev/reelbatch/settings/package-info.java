/** Every setting that is not an option of a command, from wherever it is given. */
@NullMarked
package dev.reelbatch.settings;

import org.jspecify.annotations.NullMarked;
