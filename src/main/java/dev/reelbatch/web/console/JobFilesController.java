package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.JobRows.Found;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.Mark.Kind;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RowVersions.Row;
import dev.reelbatch.ledger.RowVersions.Version;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.NotFoundException;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The videos that the team keeps of a job, of whatever run, in one file that is made while it is sent. */
@Hidden
@RestController
final class JobFilesController {

    private static final int ROWS_AT_ONCE = 200;
    private static final String PICKS = "picks.csv";

    private final Session session;
    private final JobRows rows;

    JobFilesController(Session session, JobRows rows) {
        this.session = session;
        this.rows = rows;
    }

    @GetMapping("/kept.zip")
    void kept(@RequestParam String job, HttpServletResponse response) throws IOException {
        JobStanding standing = session.standing()
                .find(job)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job \"%s\".", job)));
        Run run = standing.run();
        List<ReportRow> kept = kept(run);
        try (ZipOutputStream zip = RunFilesController.open(standing.job().name() + "-kept", response)) {
            zip.putNextEntry(new ZipEntry(PICKS));
            Writer picks = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
            session.runs().markedFiles().picks(run, kept, picks);
            picks.flush();
            zip.closeEntry();
            Set<String> added = new HashSet<>();
            for (ReportRow row : kept) {
                Path file = row.videos().get(0).file();
                if (file != null && Files.isRegularFile(file) && added.add(name(run, file))) {
                    ZipEntry entry = new ZipEntry(name(run, file));
                    entry.setLastModifiedTime(Files.getLastModifiedTime(file));
                    zip.putNextEntry(entry);
                    Files.copy(file, zip);
                    zip.closeEntry();
                }
            }
        }
    }

    /** Returns the kept videos as rows of the latest run that would hold them, then those whose rows have left the sheet. */
    private List<ReportRow> kept(Run run) {
        Found found = rows.of(run);
        List<ReportRow> kept = new ArrayList<>(kept(
                run,
                found.rows().stream().filter(row -> found.has(row, Kind.KEEP)).toList()));
        found.keptBefore()
                .forEach((id, left) ->
                        kept.addAll(kept(session.standing().ofRun(id).run(), List.copyOf(left))));
        return kept;
    }

    private List<ReportRow> kept(Run run, List<Row> places) {
        List<ReportRow> kept = new ArrayList<>();
        for (int from = 0; from < places.size(); from += ROWS_AT_ONCE) {
            List<Row> some = places.subList(from, Math.min(from + ROWS_AT_ONCE, places.size()));
            Map<Row, List<Version>> versions = session.runPages().versions().of(run.job(), some);
            Map<Long, Mark> marks = session.marks()
                    .of(versions.values().stream()
                            .flatMap(List::stream)
                            .map(version -> version.clip().id())
                            .toList());
            for (ReportRow row : session.runPages().rows(run, some)) {
                versions.getOrDefault(JobData.row(row), List.of()).stream()
                        .filter(version -> isKept(marks.get(version.clip().id())))
                        .forEach(version -> kept.add(with(row, version)));
            }
        }
        return kept;
    }

    private static boolean isKept(@Nullable Mark mark) {
        return mark != null && mark.isKeep();
    }

    private static ReportRow with(ReportRow row, Version version) {
        Video video = new Video(version.clip().id(), version.video(), "", Path.of(version.file()), null, null, true);
        return new ReportRow(
                row.row(),
                row.variant(),
                version.clip(),
                row.rowId(),
                null, // its file is where it is
                version.prompt(),
                row.other(),
                row.cells(),
                null,
                row.submissions(),
                version.cost(),
                List.of(video));
    }

    private static String name(Run run, Path file) {
        Path shown = file.startsWith(run.outDir())
                ? run.outDir().relativize(file)
                : Path.of("videos").resolve(file.getFileName());
        return shown.toString().replace('\\', '/');
    }
}
