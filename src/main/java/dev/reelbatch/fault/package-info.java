/** Places where tests let the process die, so that every promise about crashes can be tried. */
@NullMarked
package dev.reelbatch.fault;

import org.jspecify.annotations.NullMarked;
