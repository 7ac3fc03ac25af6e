/** Tests of the settings. */
@NullMarked
package dev.reelbatch.settings;

import org.jspecify.annotations.NullMarked;
