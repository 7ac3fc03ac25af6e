package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.HistoryLine;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowVersions.Row;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.ledger.RunPages.Delivery;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.Submission;
import dev.reelbatch.session.Session;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The rows that a page shows, in no language.
 *
 * @param all number of the run's rows, once per variant
 * @param matching number of those that match
 * @param out the folder of the run's results
 * @param marks what the team says about them
 * @param versions how many videos rows of the job's latest run have had, where there are several
 * @param opened the opened row, once per variant; empty for none
 */
record RowsData(
        RowsQuery query,
        int all,
        int matching,
        List<ReportRow> rows,
        Path out,
        List<Opened> opened,
        MarksData marks,
        String job,
        Map<Row, Integer> versions) {

    /** A variant of the opened row with its history. */
    record Opened(ReportRow row, List<Submission> submissions, List<HistoryLine> history, List<Delivery> deliveries) {}

    /** @param jobRows null if the job has had another run since */
    static RowsData read(Session session, @Nullable JobRows jobRows, JobStanding standing, RowsQuery query) {
        RunPages pages = session.runPages();
        Run run = standing.run();
        int all = RunRowView.videos(standing) + standing.invalidRows();
        Found found = session.standing()
                .readings()
                .of(
                        run,
                        new Asked(query.filter(), query.page(), session.marks().changes()),
                        () -> find(pages, run, query));
        List<ReportRow> rows = found.rows();
        List<ReportRow> opened = query.row() == 0 ? List.of() : pages.row(run, query.row());
        return new RowsData(
                query,
                all,
                query.isAll() ? all : found.matching(),
                rows,
                run.outDir(),
                opened.stream().map(row -> opened(row, pages)).toList(),
                MarksData.read(
                        session,
                        run,
                        Stream.concat(rows.stream(), opened.stream()).toList()),
                standing.job().name(),
                jobRows == null ? Map.of() : versions(jobRows, run, rows, pages));
    }

    /** What decides which rows are shown besides the run and its clips. */
    private record Asked(Filter filter, int page, long marks) {}

    private record Found(List<ReportRow> rows, int matching) {}

    private static Found find(RunPages pages, Run run, RowsQuery query) {
        int offset = query.page() * RowsQuery.ROWS_A_PAGE;
        return new Found(
                pages.rows(run, query.filter(), RowsQuery.ROWS_A_PAGE, offset),
                query.isAll() ? 0 : pages.count(run, query.filter()));
    }

    private static Map<Row, Integer> versions(JobRows jobRows, Run run, List<ReportRow> shown, RunPages pages) {
        Set<Row> several = jobRows.several(run);
        List<Row> rows =
                shown.stream().map(JobData::row).filter(several::contains).toList();
        Map<Row, Integer> counts = new HashMap<>();
        pages.versions().of(run.job(), rows).forEach((row, versions) -> counts.put(row, versions.size()));
        return counts;
    }

    int versions(ReportRow row) {
        return versions.getOrDefault(JobData.row(row), 0);
    }

    private static Opened opened(ReportRow row, RunPages pages) {
        Clip clip = row.clip();
        return clip == null
                ? new Opened(row, List.of(), List.of(), List.of())
                : new Opened(row, pages.submissions(clip.id()), pages.history(clip.id()), pages.deliveries(clip.id()));
    }
}
