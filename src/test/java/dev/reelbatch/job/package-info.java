/** Tests of the job on a real database. */
@NullMarked
package dev.reelbatch.job;

import org.jspecify.annotations.NullMarked;
