/** What submit, poll and download share: a bounded pool, the signal to stop, and watching over the API's silence. */
@NullMarked
package dev.reelbatch.pump;

import org.jspecify.annotations.NullMarked;
