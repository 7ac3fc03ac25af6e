package dev.reelbatch.plan;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.SheetSource.Source;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The relation of a request to the job's latest run.
 *
 * @param resumesRun true if the latest run is resumed because the content is the same
 * @param isLoaded true if the latest run's rows already hold their clips
 * @param said the wish of the command
 * @param latest the latest wish of the same command, also if it has ended; null if there is none
 * @param wish the wish that is resumed; null if one begins
 * @param rerun rows to be run again; null if it is no rerun
 */
record Resumption(
        boolean resumesRun,
        boolean isLoaded,
        Wish.Draft said,
        @Nullable Wish latest,
        @Nullable Wish wish,
        @Nullable RerunChoice rerun) {

    /**
     * Determines the relation. An interrupted wish to pay again is resumed even with a changed sheet; it never starts
     * another one.
     *
     * @param rows the chosen rows
     */
    static Resumption of(RunRequest request, RowRanges rows, Source source, PlannedSheet sheet, Ledgers ledgers) {
        Wish.Draft said = request.wish(rows);
        Wish wish = request.said().goesOn();
        if (wish == null && source.job() != null && said.kind() != Wish.Kind.RERUN) {
            wish = ledgers.wishes().unfinished(source.job(), said).orElse(null);
        }
        Wish latestWish = source.job() == null
                ? null
                : ledgers.wishes().latest(source.job(), said).orElse(null);
        Run latest = source.latest();
        boolean isFresh = said.kind() == Wish.Kind.FRESH;
        boolean isRerun = said.kind() == Wish.Kind.RERUN; // its rows hold their clips, whatever these cost by now
        boolean resumesRun = latest != null && (!isFresh || wish != null) && isSameContent(latest, sheet, ledgers);
        boolean isLoaded = latest != null
                && resumesRun
                && (isRerun ? latest.loadedAs() != null : sheet.loadKey().equals(latest.loadedAs()))
                && (!isFresh || wish != null && ledgers.wishes().hasMadeAll(wish, latest, rows))
                && (isRerun || !ledgers.load().isPaidForSince(latest));
        return new Resumption(
                resumesRun, isLoaded, said, latestWish, wish, request.said().rerun());
    }

    /** Compares the contents, even if the API had another name when the run was made. */
    private static boolean isSameContent(Run run, PlannedSheet sheet, Ledgers ledgers) {
        return run.contentHash().equals(sheet.totals().contentHash())
                || ledgers.identity().calledBefore(sheet.rules().apiName(), run).stream()
                        .map(sheet::contentHashAt)
                        .anyMatch(run.contentHash()::equals);
    }

    Wish wishOrNone() {
        return Objects.requireNonNullElse(wish, Wish.NONE);
    }

    /** Returns the chosen rows that get their next take. */
    Takes takes(RowRanges chosen) {
        return said.kind() == Wish.Kind.FRESH ? new Takes(wishOrNone().id(), chosen) : Takes.NONE;
    }
}
