/** Measures reelbatch against what the network and the machine allow: {@code mvn verify -Pbench}. */
@NullMarked
package dev.reelbatch.bench;

import org.jspecify.annotations.NullMarked;
