package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.console.JobQuery.Show;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The page of a job: its runs, and the versions of its rows.
 *
 * @param latest the address of its latest requested run; empty if there is none
 * @param allRuns the address of all its runs; empty if all are shown
 * @param previous empty on the first page
 * @param next empty on the last page
 * @param live the address of what changes by itself
 * @param said what is read out when it changes
 */
record JobPageView(
        String title,
        String job,
        String address,
        String latest,
        String jobFile,
        List<Figure> figures,
        List<RunRowView> runs,
        String allRuns,
        List<Tab> tabs,
        String text,
        String show,
        List<VersionsView> rows,
        String keptZip,
        String kept,
        String previous,
        String next,
        String live,
        int every,
        String said)
        implements PageView {

    private static String keptText(int kept, int before) {
        return before == 0
                ? String.valueOf(kept)
                : Text.of("%d, %d of rows that have left the sheet", kept + before, before);
    }

    private static final int OFTEN = 3000;
    private static final int SELDOM = 10_000; // what others say of its videos

    /** A number with what it means. */
    record Figure(String name, String value, String note) {}

    /** Rows that can be chosen. */
    record Tab(String word, String address, boolean chosen) {}

    boolean hasRuns() {
        return !runs.isEmpty();
    }

    boolean hasRows() {
        return !rows.isEmpty();
    }

    boolean hasPages() {
        return !previous.isEmpty() || !next.isEmpty();
    }

    static JobPageView of(JobData data, Cost charged) {
        ShownTimes times = new ShownTimes(data.now());
        JobStanding standing = data.standing();
        String job = standing.job().name();
        JobQuery query = data.query();
        String latest = data.runs().stream()
                .filter(run ->
                        run.runId() != null && run.runId() == standing.run().id())
                .findFirst()
                .map(run -> Addresses.ofRun(run.id()))
                .orElse("");
        int kept = data.count(Kind.KEEP);
        return new JobPageView(
                job,
                job,
                Addresses.ofJob(job),
                latest,
                data.runs().isEmpty()
                        ? ""
                        : Objects.requireNonNullElse(data.runs().get(0).jobFile(), ""),
                figures(data, charged),
                data.latestRuns().stream()
                        .map(run -> RunRowView.of(
                                run,
                                run.runId() == null ? null : data.standings().get(run.runId()),
                                times))
                        .toList(),
                data.hasMoreRuns() ? "/runs?job=" + Addresses.escaped(job) : "",
                Arrays.stream(Show.values())
                        .filter(show -> show != Show.FIRST)
                        .map(show -> new Tab(
                                show.word() + count(show, data),
                                query.as(show).address(job) + "#versions",
                                show == query.show() || show == Show.SEVERAL && query.show() == Show.FIRST))
                        .toList(),
                query.text(),
                query.show() == Show.FIRST ? "" : query.show().value(),
                data.rows().stream()
                        .map(row -> VersionsView.of(row, data, latest, times))
                        .toList(),
                kept + data.keptBefore() == 0 ? "" : "/kept.zip?job=" + Addresses.escaped(job),
                keptText(kept, data.keptBefore()),
                query.page() == 0 ? "" : query.at(query.page() - 1).address(job) + "#versions",
                data.more() ? query.at(query.page() + 1).address(job) + "#versions" : "",
                live(query, job),
                data.isOpen() ? OFTEN : SELDOM,
                data.isOpen() ? "" : Text.of("%s: %s", job, Text.of("nothing runs")));
    }

    private static String live(JobQuery query, String job) {
        String address = query.address(job);
        return address + (address.contains("?") ? "&" : "?") + "live=true";
    }

    private static String count(Show show, JobData data) {
        return switch (show) {
            case FIRST, SEVERAL -> " " + data.found().several().size();
            case KEEP -> " " + data.count(Kind.KEEP);
            case REDO -> " " + data.count(Kind.REDO);
            default -> "";
        };
    }

    private static List<Figure> figures(JobData data, Cost charged) {
        Map<ClipState, Integer> states = data.standing().states();
        int videos = RunRowView.videos(data.standing());
        int delivered = states.getOrDefault(ClipState.DELIVERED, 0);
        int kept = data.count(Kind.KEEP);
        int redo = data.count(Kind.REDO);
        RequestedRun next = data.runs().stream()
                .filter(run -> !run.state().isOver())
                .findFirst()
                .orElse(null);
        return List.of(
                new Figure(
                        Text.of("Videos of the latest run"),
                        String.valueOf(videos),
                        Text.of("%d delivered", delivered)),
                new Figure(Text.of("Charged, or in doubt, in all runs"), Amounts.text(charged), ""),
                new Figure(
                        Text.of("Chosen by the team"),
                        String.valueOf(kept),
                        Text.of(
                                "%d to redo, %d not decided",
                                redo,
                                Math.max(0, delivered - data.found().marks().size()))),
                new Figure(
                        Text.of("Now"),
                        next == null
                                ? Text.of("nothing runs")
                                : StateView.of(next.state()).word(),
                        ""));
    }
}
