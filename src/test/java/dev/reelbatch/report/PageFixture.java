package dev.reelbatch.report;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.report.ManifestEntry.EntryVideo;
import java.io.IOException;
import java.io.InputStream;
import java.io.Writer;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A page of delivered rows with real videos, as many as wanted, without a ledger to fill first. */
record PageFixture(Path folder, boolean finished) {

    private static final Instant BEGAN = Instant.parse("2026-04-01T00:00:00Z");
    private static final JsonMapper JSON = JsonMapper.builder().build();

    /** A row of the sheet: its cells. */
    Path write(List<Map<String, String>> sheet) throws IOException {
        Path video = Files.createDirectories(folder.resolve("videos")).resolve("clip.mp4");
        if (!Files.exists(video)) {
            try (InputStream clip =
                    HtmlReport.class.getResourceAsStream("/dev/reelbatch/simulator/clips/720x1280-4s.mp4")) {
                Files.copy(Objects.requireNonNull(clip), video);
            }
        }
        Path file = folder.resolve("report.html");
        ReportInfo info = new ReportInfo(false, null, finished, null, null);
        try (Writer writer = Files.newBufferedWriter(file)) {
            HtmlReport htmlReport = new HtmlReport(
                    writer,
                    run(),
                    info,
                    BEGAN.plusSeconds(9000),
                    WrittenPage.COLUMNS,
                    new RowPictures(new PictureStore(folder.resolve("none")), folder),
                    () -> new BesideRows(List.of(), 0, null, List.of()));
            for (int i = 0; i < sheet.size(); i++) {
                htmlReport.add(entry(i + 2, sheet.get(i), video));
            }
            htmlReport.end();
        }
        return file;
    }

    private ManifestEntry entry(int row, Map<String, String> cells, Path video) throws IOException {
        Path own = folder.resolve("videos/%05d.mp4".formatted(row));
        if (!Files.exists(own)) {
            Files.createLink(own, video);
        }
        ReportRow line = new ReportRow(
                row, 1, clip(row), cells.get("id"), "x", cells.get("prompt"), "{}", "{}", null, 1, null, List.of());
        EntryVideo shown = new EntryVideo("https://a/v.mp4", own, "videos/" + own.getFileName(), 1L, "a");
        ObjectNode columns = JSON.valueToTree(cells);
        return new ManifestEntry(line, ManifestStatus.DELIVERED, List.of(shown), "", null, columns, columns);
    }

    private static Clip clip(int row) {
        Instant submitted = BEGAN.plusSeconds(row);
        return new Clip(
                row,
                "f",
                1,
                1,
                "modelverse",
                "{}",
                "openai/sora-2/text-to-video",
                "720x1280",
                4,
                null,
                ClipState.DELIVERED,
                null,
                "task",
                null,
                submitted,
                submitted.plusSeconds(60 + row % 60),
                null,
                null,
                null);
    }

    private Run run() {
        NamedJob job = new NamedJob(1, "a job", "/sheets");
        return new Run(1, job, 1, "h", "h", "/sheets/a.csv", "{}", folder, null, 1, BigDecimal.ZERO, BEGAN, null);
    }
}
