package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.ledger.RunPages.Delivery;
import dev.reelbatch.ledger.Submission;
import java.nio.file.Path;
import java.util.List;

/**
 * The rows that a page shows, in no language.
 *
 * @param all number of the run's rows, once per variant
 * @param matching number of those that match
 * @param out the folder of the run's results
 * @param opened the opened row, once per variant; empty for none
 */
record RowsData(RowsQuery query, int all, int matching, List<ReportRow> rows, Path out, List<Opened> opened) {

    /** A variant of the opened row with its history. */
    record Opened(ReportRow row, List<Submission> submissions, List<Delivery> deliveries) {}

    static RowsData read(RunPages pages, JobStanding standing, RowsQuery query) {
        Run run = standing.run();
        int all = RunRowView.videos(standing) + standing.invalidRows();
        int offset = query.page() * RowsQuery.ROWS_A_PAGE;
        return new RowsData(
                query,
                all,
                query.isAll() ? all : pages.count(run, query.filter()),
                pages.rows(run, query.filter(), RowsQuery.ROWS_A_PAGE, offset),
                run.outDir(),
                query.row() == 0
                        ? List.of()
                        : pages.row(run, query.row()).stream()
                                .map(row -> opened(row, pages))
                                .toList());
    }

    private static Opened opened(ReportRow row, RunPages pages) {
        Clip clip = row.clip();
        return clip == null
                ? new Opened(row, List.of(), List.of())
                : new Opened(row, pages.submissions(clip.id()), pages.deliveries(clip.id()));
    }
}
