/** The composition root: opens a home, wires the beans, recovers what a dead process left, and tidies up. */
@NullMarked
package dev.reelbatch.session;

import org.jspecify.annotations.NullMarked;
