/** The truth: clips and their states, submissions, runs, and the SQL that moves them. */
@NullMarked
package dev.reelbatch.ledger;

import org.jspecify.annotations.NullMarked;
