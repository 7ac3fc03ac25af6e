package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunPages.Filter;
import dev.reelbatch.ledger.RunPages.Marks;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.ResultFiles;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
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
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Videos of a run in one file: all of them, or those that the team keeps. It is made while it is sent, so it needs no room. */
@Hidden
@RestController
final class RunFilesController {

    private static final int ROWS_AT_ONCE = 200;
    private static final Filter DELIVERED = new Filter("", Set.of(ClipState.DELIVERED), false);
    private static final Filter KEPT = new Filter("", Set.of(ClipState.DELIVERED), false, Marks.KEEP);
    private static final String MANIFEST = "manifest.csv";
    private static final String PICKS = "picks.csv";

    private final Session session;
    private final RunActions actions;
    private final ConsolePages pages;

    RunFilesController(Session session, RunActions actions, ConsolePages pages) {
        this.session = session;
        this.actions = actions;
        this.pages = pages;
    }

    /**
     * Sends all videos, or a part of them.
     *
     * @param part its number, for the name of the file; 0 for all
     * @param skip number of rows with a video that are left out before
     * @param take most rows
     */
    @GetMapping("/runs/{id}/videos.zip")
    void all(
            @PathVariable String id,
            @RequestParam(defaultValue = "0") int part,
            @RequestParam(defaultValue = "0") int skip,
            @RequestParam(defaultValue = "2147483647") int take,
            HttpServletResponse response)
            throws IOException {
        RequestedRun requested = actions.run(id);
        String title = part > 0 ? requested.job() + "-part-" + part : requested.job();
        zip(requested, title, response, (zip, run) -> {
            Set<String> added = new HashSet<>();
            add(zip, run.outDir(), MANIFEST, added);
            addVideos(zip, run, DELIVERED, added, Math.max(0, skip), Math.max(0, take));
        });
    }

    /** Shows the parts in which all videos can be downloaded. */
    @GetMapping(path = "/runs/{id}/zips", produces = Pages.HTML)
    String parts(@PathVariable String id, HttpServletRequest request, Authentication caller) {
        RequestedRun requested = actions.run(id);
        List<ZipPart> parts = requested.runId() == null
                ? List.of()
                : parts(session.standing().ofRun(requested.runId()).run());
        return pages.page(request, caller, Section.RUNS, "run-zips", () -> ZipPartsView.of(requested, parts));
    }

    private List<ZipPart> parts(Run run) {
        ZipPart.Division division = new ZipPart.Division();
        int offset = 0;
        List<ReportRow> rows;
        do {
            rows = session.runPages().rows(run, DELIVERED, ROWS_AT_ONCE, offset);
            rows.forEach(division::add);
            offset += ROWS_AT_ONCE;
        } while (rows.size() == ROWS_AT_ONCE);
        return division.parts();
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

    private void addKept(ZipOutputStream zip, Run run) throws IOException {
        zip.putNextEntry(new ZipEntry(PICKS));
        Writer picks = new OutputStreamWriter(zip, StandardCharsets.UTF_8);
        session.runs().markedFiles().picks(run, picks);
        picks.flush();
        zip.closeEntry();
        addVideos(zip, run, KEPT, new HashSet<>(), 0, Integer.MAX_VALUE);
    }

    private void addVideos(ZipOutputStream zip, Run run, Filter delivered, Set<String> added, int skip, int take)
            throws IOException {
        int left = take;
        int offset = skip;
        int wanted;
        List<ReportRow> rows;
        do {
            wanted = Math.min(ROWS_AT_ONCE, left);
            rows = session.runPages().rows(run, delivered, wanted, offset);
            for (ReportRow row : rows) {
                for (Video video : row.videos()) {
                    add(zip, run.outDir(), ResultFiles.name(video, run.outDir()), added);
                }
            }
            offset += wanted;
            left -= wanted;
        } while (rows.size() == wanted && left > 0);
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
