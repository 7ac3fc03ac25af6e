package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.RunPages.Marks;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.ResultFiles;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Videos of a run in one file: all of them, or those that the team keeps. It is made while it is sent, so it needs no room. */
@Hidden
@RestController
final class RunFilesController {

    private static final int ROWS_AT_ONCE = 200;
    private static final String MANIFEST = "manifest.csv";
    private static final String PICKS = "picks.csv";

    private final Session session;
    private final RunActions actions;

    RunFilesController(Session session, RunActions actions) {
        this.session = session;
        this.actions = actions;
    }

    @GetMapping("/runs/{id}/videos.zip")
    void all(@PathVariable String id, HttpServletResponse response) throws IOException {
        RequestedRun requested = actions.run(id);
        zip(requested, requested.job(), response, this::addAll);
    }

    @GetMapping("/runs/{id}/kept.zip")
    void kept(@PathVariable String id, HttpServletResponse response) throws IOException {
        RequestedRun requested = actions.run(id);
        zip(requested, requested.job() + "-kept", response, this::addKept);
    }

    /** Puts files of a run into a ZIP. */
    private interface Content {
        void add(ZipOutputStream zip, Run run) throws IOException;
    }

    private void zip(RequestedRun requested, String title, HttpServletResponse response, Content content)
            throws IOException {
        Long runId = requested.runId();
        try (ZipOutputStream zip = open(title, response)) {
            if (runId != null) {
                content.add(zip, session.standing().ofRun(runId).run());
            }
        }
    }

    /** Begins a ZIP as the answer. */
    static ZipOutputStream open(String title, HttpServletResponse response) throws IOException {
        response.setContentType("application/zip");
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(title.replace('/', '-') + ".zip", StandardCharsets.UTF_8)
                        .build()
                        .toString());
        ZipOutputStream zip = new ZipOutputStream(response.getOutputStream(), StandardCharsets.UTF_8);
        zip.setLevel(Deflater.NO_COMPRESSION); // videos don't become smaller
        return zip;
    }

    private void addAll(ZipOutputStream zip, Run run) throws IOException {
        Set<String> added = new HashSet<>();
        add(zip, run.outDir(), MANIFEST, added);
        addVideos(zip, run, new Filter("", Set.of(ClipState.DELIVERED), false), added);
    }

    private void addKept(ZipOutputStream zip, Run run) throws IOException {
        zip.putNextEntry(new ZipEntry(PICKS));
        Writer picks = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        session.runs().markedFiles().picks(run, picks);
        picks.flush();
        zip.closeEntry();
        addVideos(zip, run, new Filter("", Set.of(ClipState.DELIVERED), false, Marks.KEEP), new HashSet<>());
    }

    private void addVideos(ZipOutputStream zip, Run run, Filter delivered, Set<String> added) throws IOException {
        int offset = 0;
        List<ReportRow> rows;
        do {
            rows = session.runPages().rows(run, delivered, ROWS_AT_ONCE, offset);
            for (ReportRow row : rows) {
                for (Video video : row.videos()) {
                    add(zip, run.outDir(), ResultFiles.name(video, run.outDir()), added);
                }
            }
            offset += ROWS_AT_ONCE;
        } while (rows.size() == ROWS_AT_ONCE);
    }

    private static void add(ZipOutputStream zip, Path out, @Nullable String name, Set<String> added)
            throws IOException {
        Path file = name == null ? null : ResultFiles.find(out, name);
        if (file == null || name == null || !added.add(name)) {
            return;
        }
        ZipEntry entry = new ZipEntry(name);
        entry.setLastModifiedTime(Files.getLastModifiedTime(file));
        zip.putNextEntry(entry);
        Files.copy(file, zip);
        zip.closeEntry();
    }
}
