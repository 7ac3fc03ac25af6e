package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunCourse;
import dev.reelbatch.page.HtmlTemplates;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * report.html: one self-contained page that works from the disk, without a network. The rows are streamed into it as
 * data for its script. Readers without scripts get the first rows as a table.
 */
final class HtmlReport implements RowWriter {

    private static final int PLAIN_ROWS = 500;

    private final Writer writer;
    private final Run run;
    private final ReportInfo info;
    private final Instant now;
    private final Supplier<BesideRows> beside;
    private final NextStep nextStep;
    private final RowStates states;
    private final RowPictures pictures;
    private final SheetColumns columns;
    private final PageData data;
    private final List<Map<String, Object>> plainRows = new ArrayList<>();
    private final ReportCounter reportCounter = new ReportCounter();
    private boolean begun;

    HtmlReport(
            Writer writer,
            Run run,
            ReportInfo info,
            Instant now,
            SheetColumns columns,
            RowPictures pictures,
            Supplier<BesideRows> beside) {
        this.writer = writer;
        this.run = run;
        this.info = info;
        this.now = now;
        this.pictures = pictures;
        this.beside = beside;
        this.nextStep = new NextStep(run.job().name(), info, true);
        this.states = new RowStates(nextStep);
        this.columns = columns;
        this.data = new PageData(writer, run, columns);
    }

    @Override
    public void add(ManifestEntry manifestEntry) throws IOException {
        begin();
        reportCounter.add(manifestEntry);
        PageRow row = new PageRow(manifestEntry, states.add(manifestEntry), pictures.of(manifestEntry.clip()));
        data.add(row);
        // without scripts, problems at the end of a long sheet are listed as well
        if (plainRows.size() < (manifestEntry.needsWork() ? 2 * PLAIN_ROWS : PLAIN_ROWS)) {
            plainRows.add(row.plain());
        }
    }

    @Override
    public void end() throws IOException {
        begin();
        data.end();
        PageTemplate.BODY.execute(body(reportCounter.counts(), beside.get()), writer);
    }

    private void begin() {
        if (!begun) {
            PageTemplate.HEAD.execute(head(), writer);
            begun = true;
        }
    }

    private Map<String, Object> head() {
        return Map.of(
                "lang", PageTexts.lang(),
                "job", run.job().name(),
                "title", Text.of("%s, run %d", run.job().name(), run.number()),
                "running", !info.finished(),
                "style", PageTemplate.STYLE,
                "styleHash", HtmlTemplates.hash(PageTemplate.STYLE),
                "scriptHash", HtmlTemplates.hash(PageTemplate.SCRIPT));
    }

    private Map<String, Object> body(RowCounts rowCounts, BesideRows found) {
        Map<String, Object> body = new LinkedHashMap<>(head());
        body.put("says", PageTexts.ofTemplate());
        body.put("icons", PageTemplate.ICONS);
        body.put("number", Text.of("run %d", run.number()));
        body.put("rowCount", Text.counted(rowCounts.rows(), "row"));
        body.put("asOf", Text.of("as of"));
        body.put("rehearsal", info.rehearsal());
        body.put("headline", Objects.requireNonNullElse(info.headline(), ""));
        body.put("now", Objects.requireNonNull(ManifestCsv.seconds(now)));
        Costs costs = new Costs(found.money(), found.unpriced(), info);
        body.put("figures", PageFigures.of(rowCounts, costs, found, info, now));
        body.put("course", Objects.requireNonNullElse(course(found.course(), rowCounts), ""));
        putReasons(body, rowCounts);
        body.put("redoCommand", nextStep.redo());
        body.put("drafts", rowCounts.drafts() == 0 ? "" : drafts(rowCounts));
        body.put("unasked", Summary.unasked(found.unasked().size()));
        body.put("unaskedVideos", PageRow.links(found.unasked()));
        body.put("statuses", statuses(rowCounts));
        body.put("plainRows", plainRows);
        body.put("plainLeftOut", leftOut(rowCounts.lines() - plainRows.size()));
        body.put("leftOut", leftOut(data.leftOut()));
        body.put("runData", PageData.json(runData()));
        body.put("script", PageTemplate.SCRIPT);
        return body;
    }

    private void putReasons(Map<String, Object> body, RowCounts rowCounts) {
        List<RowStates.Reason> reasons = states.reasons();
        int missing = Arrays.stream(ManifestStatus.values())
                .filter(ManifestStatus::isProblem)
                .mapToInt(rowCounts::notAccepted)
                .sum();
        boolean isAllDelivered = rowCounts.lines() > 0 && rowCounts.done() == rowCounts.lines();
        body.put("reasons", reasons);
        body.put("hasReasons", !reasons.isEmpty());
        body.put("moreReasons", states.more());
        body.put("missing", Text.counted(missing, "video"));
        body.put("allDelivered", isAllDelivered ? Text.of("Nothing is missing.") : "");
    }

    private @Nullable CourseChart course(@Nullable RunCourse course, RowCounts rowCounts) {
        return course == null
                ? null
                : CourseChart.of(course, rowCounts.lines() - rowCounts.invalid(), info.finished() ? null : info.end());
    }

    private String drafts(RowCounts rowCounts) {
        return Text.of(
                "%s: previews in low resolution. Mark the good ones with Keep, save real.csv, and run that file or drop it into the inbox: it makes their real videos. For all of them: %s",
                Summary.drafts(rowCounts), nextStep.fromDrafts());
    }

    /** Returns the run's data for the page's script. The key names a person's marks in the browser's storage. */
    private Map<String, Object> runData() {
        return Map.of(
                "job",
                run.job().name(),
                "key",
                "reelbatch/%s/%d/%s".formatted(run.job().name(), run.number(), run.createdAt()),
                "finished",
                info.finished(),
                "began",
                run.createdAt().toEpochMilli(),
                "now",
                now.toEpochMilli(),
                "columns",
                data.columns(),
                "wrapsPrompts",
                columns.wrapsPrompts(run),
                "states",
                states.all(),
                "texts",
                PageTexts.ofScripts());
    }

    private static String leftOut(int rows) {
        return rows <= 0 ? "" : Text.of("And %,d more: see manifest.csv.", rows);
    }

    private static List<Map<String, Object>> statuses(RowCounts rowCounts) {
        return Arrays.stream(ManifestStatus.values())
                .filter(status -> rowCounts.of(status) > 0)
                .map(status -> Map.<String, Object>of(
                        "word",
                        status.word(),
                        "label",
                        status.label(),
                        "count",
                        PageFigures.number(rowCounts.of(status))))
                .toList();
    }
}
