/** The remote contract: requests, answers, and every error classified once, at the HTTP edge. */
@NullMarked
package dev.reelbatch.api;

import org.jspecify.annotations.NullMarked;
