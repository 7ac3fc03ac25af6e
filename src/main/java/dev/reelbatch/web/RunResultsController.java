package dev.reelbatch.web;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Schema;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The rows and files of runs that were requested over HTTP. */
@RestController
@RequestMapping("/api/v1/runs")
final class RunResultsController {

    private static final String PICKS = "picks.csv";
    private static final Set<String> MARKED = Set.of(PICKS, "redo.csv");

    private final RunActions actions;
    private final Session session;

    RunResultsController(RunActions actions, Session session) {
        this.actions = actions;
        this.session = session;
    }

    @GetMapping("/{id}/rows")
    @Operation(
            summary = "Lists the rows of a run in the order of its sheet",
            description = "Empty until it has begun. A row with variants is listed once per variant.")
    List<RowView> rows(
            @PathVariable String id,
            @Parameter(
                            schema =
                                    @Schema(
                                            allowableValues = {
                                                "delivered",
                                                "failed",
                                                "in_doubt",
                                                "timed_out",
                                                "undelivered",
                                                "pending",
                                                "cancelled"
                                            }))
                    @RequestParam(required = false)
                    @Nullable String status,
            @RequestParam(defaultValue = "0") int page,
            @RequestParam(defaultValue = "50") int size) {
        Long runId = actions.run(id).runId();
        ManifestStatus wanted = status == null ? null : status(status);
        if (runId == null) {
            return List.of();
        }
        Page rows = Page.of(page, size);
        Path out = session.standing().outOf(runId);
        return session.standing().rows(runId, wanted, rows.limit(), rows.offset()).stream()
                .map(row -> RowView.of(row, out))
                .toList();
    }

    private ResponseEntity<Resource> marked(String name, Run run) throws IOException {
        StringWriter file = new StringWriter();
        if (name.equals(PICKS)) {
            session.runs().markedFiles().picks(run, file);
        } else {
            session.runs().markedFiles().redo(run, session.marks(), file);
        }
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment().filename(name).build().toString())
                .body(new ByteArrayResource(file.toString().getBytes(StandardCharsets.UTF_8)));
    }

    private static ManifestStatus status(String word) {
        List<String> known =
                Arrays.stream(ManifestStatus.values()).map(ManifestStatus::word).toList();
        if (!known.contains(word)) {
            throw new UserException(Text.of("status must be one of %s, not \"%s\"", String.join(", ", known), word));
        }
        return ManifestStatus.valueOf(word.toUpperCase(Locale.ROOT));
    }

    @GetMapping("/{id}/files/{*name}")
    @Operation(
            summary = "Downloads a file of the results",
            description =
                    "manifest.csv, manifest.jsonl, failed.csv, report.html or videos/NAME, which take Range; picks.csv and redo.csv are made from the team's marks.")
    ResponseEntity<Resource> file(@PathVariable String id, @PathVariable String name) throws IOException {
        RequestedRun run = actions.run(id);
        Long runId = run.runId();
        if (runId != null && MARKED.contains(name.substring(1))) {
            return marked(name.substring(1), session.standing().ofRun(runId).run());
        }
        Path file = runId == null ? null : ResultFiles.find(session.standing().outOf(runId), name.substring(1));
        if (file == null) {
            throw new NotFoundException(Text.of("This run has no file %s.", name.substring(1)));
        }
        return ResponseEntity.ok()
                .contentType(MediaTypeFactory.getMediaType(file.getFileName().toString())
                        .orElse(MediaType.APPLICATION_OCTET_STREAM))
                .header("Content-Disposition", "attachment")
                .body(new FileSystemResource(file));
    }
}
