package dev.reelbatch.report;

import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Facts about a run that the ledger does not have.
 *
 * @param rehearsal true for a run against the built-in simulator, which charges nothing
 * @param home the value of {@code --home} that a command needs to find the job; null if it needs none
 * @param draft true for a run of drafts, whose sheet without {@code --draft} would be paid for as real videos
 * @param finished false during the run, when the page refreshes itself
 * @param headline the reason why the run stopped, in a sentence; null if there is none
 * @param log the file with details; null to leave it out
 * @param end when a run that goes on is expected to end; null if that is unknown
 */
public record ReportInfo(
        boolean rehearsal,
        @Nullable Path home,
        boolean draft,
        boolean finished,
        @Nullable String headline,
        @Nullable Path log,
        @Nullable Instant end) {

    public ReportInfo(
            boolean rehearsal,
            @Nullable Path home,
            boolean draft,
            boolean finished,
            @Nullable String headline,
            @Nullable Path log) {
        this(rehearsal, home, draft, finished, headline, log, null);
    }

    public ReportInfo(
            boolean rehearsal, @Nullable Path home, boolean finished, @Nullable String headline, @Nullable Path log) {
        this(rehearsal, home, false, finished, headline, log);
    }
}
