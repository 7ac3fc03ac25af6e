/** The source of truth: clips and their states, submissions and runs, with the SQL that changes them. */
@NullMarked
package dev.reelbatch.ledger;

import org.jspecify.annotations.NullMarked;
