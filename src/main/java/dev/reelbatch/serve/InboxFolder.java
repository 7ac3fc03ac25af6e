package dev.reelbatch.serve;

import dev.reelbatch.inbox.Inbox;
import org.jspecify.annotations.Nullable;

/**
 * A folder into which sheets are dropped.
 *
 * @param results chooses the folders of its results
 * @param person whose own folder it is; null if it is everybody's
 */
record InboxFolder(
        Inbox inbox, ResultsFolder results, @Nullable String person) {}
