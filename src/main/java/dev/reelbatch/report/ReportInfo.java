package dev.reelbatch.report;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What the ledger does not know about a run.
 *
 * @param rehearsal run against the built-in simulator: nothing was paid
 * @param home what {@code --home} has to say for a command to find the job; null where it is found without
 * @param finished false while the run goes on; the page then renews itself
 * @param headline why the run stopped, in a sentence; null where there is nothing to say
 * @param log where details are logged; null to leave it out
 */
public record ReportInfo(
        boolean rehearsal,
        @Nullable Path home,
        boolean finished,
        @Nullable String headline,
        @Nullable Path log) {}
