package dev.reelbatch.report;

import dev.reelbatch.ledger.ReportLedger;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunNotes;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.report.ReportFiles.Written;
import dev.reelbatch.time.Time;
import java.io.Writer;
import java.util.List;
import java.util.function.Consumer;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Writes the files of a run into its OUT folder, all read from the ledger: manifest.csv, manifest.jsonl, failed.csv and
 * report.html. Rows are streamed, so a long sheet needs little more memory than a short one. The files are replaced
 * together, once all of them are on the disk. A file that can't be replaced (open in Excel, or read-only) is written
 * beside the old one and never fails a run.
 */
public final class Report {

    private static final String PAGE = "report.html";
    private static final String MANIFEST = "manifest.jsonl";

    /** Keeps every digit of the input's numbers. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final ReportLedger ledger;
    private final PictureStore pictures;
    private final Time time;
    private final SheetColumns columns;

    /** @param pictures from which videos were made, for the page */
    public Report(ReportLedger ledger, PictureStore pictures, Time time, SheetColumns columns) {
        this.ledger = ledger;
        this.pictures = pictures;
        this.time = time;
        this.columns = columns;
    }

    /**
     * Writes all files of the run.
     *
     * @throws ReportException if OUT can't be written to; the earlier files are untouched
     */
    public synchronized ReportFiles write(Run run, ReportInfo info) {
        HeaderColumns other = new HeaderColumns();
        HeaderColumns cells = new HeaderColumns();
        while (true) {
            ReportCounter reportCounter = new ReportCounter();
            try (ReportOutputs reportOutputs = all(run, info, other, cells)) {
                pass(run, manifestEntry -> {
                    reportCounter.add(manifestEntry);
                    reportOutputs.add(manifestEntry);
                });
                reportOutputs.finish();
                if (!other.isIncomplete() && !cells.isIncomplete()) {
                    return files(run, reportCounter.counts(), reportOutputs.replace());
                }
            }
        }
    }

    /** Returns what makes the files of the team's marks. */
    public MarkedFiles marked() {
        return new MarkedFiles(ledger, JSON, columns);
    }

    private ReportOutputs all(Run run, ReportInfo info, HeaderColumns other, HeaderColumns cells) {
        return new ReportOutputs(run.outDir())
                .with("manifest.csv", writer -> new ManifestCsv(writer, other))
                .with(MANIFEST, writer -> new ManifestJsonl(run.outDir(), writer, JSON))
                .with("failed.csv", writer -> new FailedCsv(writer, cells, run, columns))
                .with(PAGE, writer -> page(writer, run, info));
    }

    private ReportFiles files(Run run, RowCounts rowCounts, List<Written> written) {
        return new ReportFiles(
                run.outDir().resolve("videos"),
                written.get(0),
                written.get(1),
                written.get(2),
                written.get(3),
                rowCounts,
                ledger.money(run.id()),
                ledger.unpriced(run.id()),
                ledger.unasked(run));
    }

    /**
     * Refreshes the page during a run, and the manifest that a home restored after a crash reads. A file that can't be
     * replaced keeps its old content.
     *
     * @throws ReportException if OUT can't be written to; the earlier page is untouched
     */
    public synchronized void writePage(Run run, ReportInfo info) {
        try (ReportOutputs page = new ReportOutputs(run.outDir())
                .with(MANIFEST, writer -> new ManifestJsonl(run.outDir(), writer, JSON))
                .with(PAGE, writer -> page(writer, run, info))) {
            pass(run, page::add);
            page.finish();
            page.replaceWherePossible();
        }
    }

    private HtmlReport page(Writer writer, Run run, ReportInfo info) {
        RowPictures ofRows = new RowPictures(pictures, run.outDir());
        return new HtmlReport(writer, run, info, time.now(), columns, ofRows, () -> beside(run, info));
    }

    private BesideRows beside(Run run, ReportInfo info) {
        ManifestEntryReader reader = new ManifestEntryReader(run.outDir(), RunNotes.NONE, JSON, columns, ledger::holds);
        return new BesideRows(
                ledger.money(run.id()),
                ledger.unpriced(run.id()),
                ledger.course(run, info.finished() ? null : time.now()),
                ledger.unasked(run).stream().map(reader::unasked).toList());
    }

    private void pass(Run run, Consumer<ManifestEntry> consumer) {
        ManifestEntryReader reader =
                new ManifestEntryReader(run.outDir(), ledger.notes(run.id()), JSON, columns, ledger::holds);
        ledger.forEachRow(run.id(), row -> consumer.accept(reader.read(row)));
    }
}
