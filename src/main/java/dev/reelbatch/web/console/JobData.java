package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.JobRows.Found;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.Note;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.ledger.RowVersions.Row;
import dev.reelbatch.ledger.RowVersions.Version;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.console.JobQuery.Show;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the page of a job is made of, in no language.
 *
 * @param runs the latest requests, newest first
 * @param standings of those that have begun, by run
 * @param rows of the latest run, as the query chooses them
 * @param more true if there is another page of rows
 * @param versions all videos of these rows
 * @param found what is known of all its rows
 */
record JobData(
        Instant now,
        JobStanding standing,
        JobQuery query,
        List<RequestedRun> runs,
        Map<Long, JobStanding> standings,
        List<ReportRow> rows,
        boolean more,
        Map<Row, List<Version>> versions,
        Map<Long, Mark> marks,
        Map<Long, List<Note>> notes,
        Found found) {

    private static final int RUNS = 8;

    static JobData read(Session session, JobRows jobRows, JobStanding standing, JobQuery query) {
        Run run = standing.run();
        RunPages pages = session.runPages();
        List<RequestedRun> runs = session.requestedRuns()
                .lists()
                .find(new Filter(Set.of(), null, standing.job().name(), false), RUNS + 1, 0);
        Found found = jobRows.of(run);
        List<Row> chosen = query.chosen(pages, run, found);
        JobQuery shown = query;
        if (chosen.isEmpty() && query.show() == Show.FIRST && query.row() == 0) {
            shown = query.as(Show.ALL).at(query.page());
            chosen = shown.chosen(pages, run, found);
        }
        int skipped = shown.page() * JobQuery.ROWS_A_PAGE;
        boolean more = chosen.size() > skipped + JobQuery.ROWS_A_PAGE;
        List<ReportRow> page = pages.rows(
                run, chosen.stream().skip(skipped).limit(JobQuery.ROWS_A_PAGE).toList());
        Map<Row, List<Version>> versions = pages.versions()
                .of(standing.job(), page.stream().map(JobData::row).toList());
        List<Long> clips = versions.values().stream()
                .flatMap(Collection::stream)
                .map(version -> version.clip().id())
                .toList();
        return new JobData(
                session.time().now(),
                standing,
                shown,
                runs,
                session.standing()
                        .ofRuns(runs.stream()
                                .map(RequestedRun::runId)
                                .filter(Objects::nonNull)
                                .collect(Collectors.toSet())),
                page,
                more,
                versions,
                session.marks().of(clips),
                session.marks().notes(clips),
                found);
    }

    static Row row(ReportRow row) {
        return new Row(row.row(), row.variant(), row.rowId());
    }

    /** Returns how many rows have a video with this mark. */
    int count(Kind kind) {
        return (int) found.marks().values().stream()
                .filter(kinds -> kinds.contains(kind))
                .count();
    }

    /** Returns how many rows with a kept video have left the sheet. */
    int keptBefore() {
        return found.keptBefore().values().stream().mapToInt(Set::size).sum();
    }

    /** Returns true if a run waits or goes on. */
    boolean isOpen() {
        return runs.stream().anyMatch(run -> !run.state().isOver());
    }

    boolean hasMoreRuns() {
        return runs.size() > RUNS;
    }

    List<RequestedRun> latestRuns() {
        return runs.stream().limit(RUNS).toList();
    }
}
