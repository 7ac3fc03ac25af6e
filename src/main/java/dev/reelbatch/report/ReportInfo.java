package dev.reelbatch.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger does not know about a run.
 *
 * @param rehearsal run against the built-in simulator: nothing was paid
 * @param finished false while the run goes on; the page then renews itself
 * @param headline why the run stopped, in a sentence; null where there is nothing to say
 * @param log where details are logged; null to leave it out
 */
public record ReportInfo(
        boolean rehearsal,
        boolean finished,
        @Nullable String headline,
        @Nullable Path log) {}
