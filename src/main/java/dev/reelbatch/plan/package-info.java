/**
 * From a request to a plan: finds the sheet and the run it belongs to, matches rows with existing clips, quotes the
 * price and checks every limit before anything is spent.
 */
@NullMarked
package dev.reelbatch.plan;

import org.jspecify.annotations.NullMarked;
