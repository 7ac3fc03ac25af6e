package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
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
import org.springframework.web.server.ResponseStatusException;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** All runs of {@code serve}, and requests for some; their rows and files are in {@link RunResultsController}. */
@RestController
@RequestMapping("/api/v1/runs")
final class RunsController {

    private static final int MOST_FOLLOWED = 100; // by one person; each takes a thread

    private final Map<String, Integer> following = new ConcurrentHashMap<>();
    private final RequestedRuns requestedRuns;
    private final Session session;
    private final CallerCheck callers;
    private final RunActions actions;

    RunsController(RequestedRuns requestedRuns, Session session, CallerCheck callers, RunActions actions) {
        this.actions = actions;
        this.requestedRuns = requestedRuns;
        this.session = session;
        this.callers = callers;
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
            @Parameter(hidden = true) @RequestPart(name = SheetForm.SHEET, required = false) @Nullable MultipartFile sheet,
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> fields,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request)
            throws IOException, MissingServletRequestPartException {
        SheetForm form = SheetForm.of(sheet, fields, request);
        RequestRules.checkMaxCost(form.options());
        RequestRules.checkKey(key);
        RequestedRun run = form.file() == null
                ? requestedRuns
                        .requests()
                        .add(caller.getName(), Callers.isAdmin(caller), key, form.link(), form.options())
                : added(caller, key, form, form.file());
        AuditFilter.note(request, "job=" + run.job());
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(view(run));
    }

    private RequestedRun added(Authentication caller, @Nullable String key, SheetForm form, MultipartFile file)
            throws IOException {
        try (InputStream content = file.getInputStream()) {
            return requestedRuns
                    .requests()
                    .add(caller.getName(), Callers.isAdmin(caller), key, form.fileName(), content, form.options());
        }
    }

    @GetMapping
    @Operation(
            summary = "Lists all runs, newest first",
            description = "Those of schedules and hot folders have job_file.")
    List<RunView> all(@RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        Page wanted = Page.of(page, size);
        List<RequestedRun> runs = requestedRuns.latest(wanted.limit(), wanted.offset());
        Map<Long, JobStanding> standings = session.standing()
                .ofRuns(runs.stream()
                        .map(RequestedRun::runId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        return runs.stream()
                .map(run -> RunView.of(
                        run,
                        run.runId() == null ? null : standings.get(run.runId()),
                        requestedRuns.progress(run.id()).orElse(null)))
                .toList();
    }

    @GetMapping("/{id}")
    @Operation(summary = "Shows a run")
    RunView one(@PathVariable String id) {
        return view(actions.run(id));
    }

    @PostMapping("/{id}/stop")
    @Operation(
            summary = "Stops a run in an orderly way",
            description =
                    "Nothing more is submitted. The same sheet, run again, resumes. One that waits for approval is refused.")
    @ApiResponse(responseCode = "202", description = "stopped, or it had ended before")
    @ApiResponse(
            responseCode = "409",
            description = "the run could not be stopped; try again",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<RunView> stop(
            @PathVariable String id,
            @Parameter(description = "why it is refused, for who requested it; if it waits for approval")
                    @RequestParam(required = false)
                    @Nullable String answer,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request) {
        return ResponseEntity.accepted().body(view(actions.stop(id, answer, caller, request)));
    }

    @PostMapping("/{id}/approve")
    @Operation(
            summary = "Approves the price of a run that waits for it",
            description =
                    "Only an admin may. The run is queued; its price is compared again when it begins. If it has risen since an approval, the run waits again, and the new price has to be named.")
    @ApiResponse(responseCode = "202", description = "approved")
    @ApiResponse(
            responseCode = "409",
            description = "the run does not wait for approval, or its price is another one",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<RunView> approve(
            @PathVariable String id,
            @Parameter(
                            description =
                                    "the price that is approved, as 5.68 CNY; needed if a lower one was approved before")
                    @RequestParam(required = false)
                    @Nullable String price,
            @Parameter(description = "a word to who requested it") @RequestParam(required = false) @Nullable String answer,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request) {
        return ResponseEntity.accepted()
                .body(view(actions.approve(id, RequestRules.price(price), answer, caller, request)));
    }

    @GetMapping(path = "/{id}/events", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    @Operation(
            summary = "Follows a run",
            description = "Server-sent events: the objects of `--progress json`, and one with the outcome at the end.")
    @ApiResponse(
            responseCode = "200",
            description = "the stream; the data of each event is such an object",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_EVENT_STREAM_VALUE,
                            schema = @Schema(ref = SchemaNames.PROGRESS)))
    SseEmitter events(
            @PathVariable String id, @Parameter(hidden = true) Authentication caller, HttpServletRequest request) {
        actions.run(id);
        String who = caller.getName();
        if (following.merge(who, 1, Integer::sum) > MOST_FOLLOWED) {
            leave(who);
            throw new ResponseStatusException(HttpStatus.TOO_MANY_REQUESTS, ProblemTexts.followsTooMuch());
        }
        return new RunEvents(requestedRuns, id, callers.of(request, caller), () -> leave(who)).open();
    }

    private void leave(String who) {
        following.computeIfPresent(who, (name, streams) -> streams > 1 ? streams - 1 : null);
    }

    private RunView view(RequestedRun run) {
        Long runId = run.runId();
        return RunView.of(
                run,
                runId == null ? null : session.standing().ofRun(runId),
                requestedRuns.progress(run.id()).orElse(null));
    }
}
