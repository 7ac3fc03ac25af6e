package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.WebRun;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.serve.WebRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.http.MediaTypeFactory;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RequestPart;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.multipart.support.MissingServletRequestPartException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** Runs that are requested over HTTP. */
@RestController
@RequestMapping("/api/v1/runs")
final class RunsController {

    private static final String SHEET = "sheet";
    private final WebRuns webRuns;
    private final Session session;

    RunsController(WebRuns webRuns, Session session) {
        this.webRuns = webRuns;
        this.session = session;
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @Operation(
            summary = "Requests a run of a sheet",
            description =
                    "The sheet is checked first; nothing is charged if it is refused. The same Idempotency-Key leads to the same run.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.MULTIPART_FORM_DATA_VALUE,
                                            schema = @Schema(implementation = RunForm.class))))
    @ApiResponse(responseCode = "202", description = "accepted; Location is the run's address")
    @ApiResponse(
            responseCode = "422",
            description = "refused: detail says why, rows which rows are wrong",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<RunView> add(
            @Parameter(hidden = true) @RequestPart(name = SHEET, required = false) @Nullable MultipartFile sheet,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Parameter(hidden = true) Authentication caller)
            throws IOException, MissingServletRequestPartException {
        Map<String, List<String>> options = new LinkedHashMap<>(fields);
        List<String> links = options.remove(SHEET);
        String link = sheet == null ? link(links) : "";
        RequestRules.checkMaxCost(fields);
        RequestRules.checkKey(key);
        WebRun run = sheet == null
                ? webRuns.add(caller.getName(), Callers.isAdmin(caller), key, link, options)
                : added(caller, key, sheet, options);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(view(run));
    }

    private WebRun added(
            Authentication caller, @Nullable String key, MultipartFile sheet, Map<String, List<String>> options)
            throws IOException {
        String name = sheet.getOriginalFilename();
        try (InputStream content = sheet.getInputStream()) {
            return webRuns.add(
                    caller.getName(), Callers.isAdmin(caller), key, name == null ? "" : name, content, options);
        }
    }

    /** Returns the link that a request gives instead of a file. */
    private static String link(@Nullable List<String> links) throws MissingServletRequestPartException {
        if (links == null || links.size() != 1) {
            throw new MissingServletRequestPartException(SHEET);
        }
        return links.get(0);
    }

    @GetMapping
    @Operation(summary = "Lists requested runs, newest first")
    List<RunView> all(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        Page wanted = Page.of(page, size);
        List<WebRun> runs = webRuns.latest(wanted.limit(), wanted.offset());
        Map<Long, JobStanding> standings = session.standing()
                .ofRuns(runs.stream()
                        .map(WebRun::runId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        return runs.stream()
                .map(run -> RunView.of(
                        run,
                        run.runId() == null ? null : standings.get(run.runId()),
                        webRuns.progress(run.id()).orElse(null)))
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "Shows a run")
    RunView one(@PathVariable String id) {
        return view(run(id));
    }

    @PostMapping("/{id}/stop")
    @Operation(
            summary = "Stops a run in an orderly way",
            description =
                    "Nothing more is submitted. The same sheet, run again, resumes. One that waits for approval is refused.")
    ResponseEntity<RunView> stop(@PathVariable String id, @Parameter(hidden = true) Authentication caller) {
        run(id);
        webRuns.stop(id, caller.getName());
        return ResponseEntity.accepted().body(view(run(id)));
    }

    @PostMapping("/{id}/approve")
    @Operation(
            summary = "Approves the price of a run that waits for it",
            description = "Only an admin may. The run is queued; its price is compared again when it begins.")
    @ApiResponse(responseCode = "202", description = "approved")
    @ApiResponse(
            responseCode = "409",
            description = "the run does not wait for approval",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<RunView> approve(@PathVariable String id, @Parameter(hidden = true) Authentication caller) {
        if (!Callers.isAdmin(caller)) {
            throw new AccessDeniedException("approve");
        }
        run(id);
        if (!webRuns.approve(id, caller.getName())) {
            throw new ConflictException(Text.of("This run does not wait for approval."));
        }
        return ResponseEntity.accepted().body(view(run(id)));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follows a run",
            description = "Server-sent events: the objects of `--progress json`, and one with the outcome at the end.")
    SseEmitter events(@PathVariable String id) {
        run(id);
        return new RunEvents(webRuns, id).open();
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
        Long runId = run(id).runId();
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
            description = "manifest.csv, manifest.jsonl, failed.csv, report.html or videos/NAME; takes Range.")
    ResponseEntity<Resource> file(@PathVariable String id, @PathVariable String name) {
        WebRun run = run(id);
        Long runId = run.runId();
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

    private WebRun run(String id) {
        return webRuns.find(id).orElseThrow(() -> new NotFoundException(Text.of("There is no run %s.", id)));
    }

    private RunView view(WebRun run) {
        Long runId = run.runId();
        return RunView.of(
                run,
                runId == null ? null : session.standing().ofRun(runId),
                webRuns.progress(run.id()).orElse(null));
    }
}
