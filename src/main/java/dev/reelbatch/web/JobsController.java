package dev.reelbatch.web;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.session.Session;
import dev.reelbatch.terminal.StatusText;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.ArraySchema;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** The jobs of the home, as in {@code status --json}. */
@RestController
@RequestMapping("/api/v1/jobs")
final class JobsController {

    private final Session session;
    private final RunActions actions;

    JobsController(Session session, RunActions actions) {
        this.session = session;
        this.actions = actions;
    }

    @GetMapping
    @Operation(summary = "Lists the jobs with the state of their latest runs")
    @ApiResponse(
            responseCode = "200",
            content = @Content(array = @ArraySchema(schema = @Schema(ref = SchemaNames.JOB))))
    List<Map<String, @Nullable Object>> all(
            @RequestParam(defaultValue = "0") int page, @RequestParam(defaultValue = "50") int size) {
        Page wanted = Page.of(page, size);
        return session.standing().jobs(wanted.limit(), wanted.offset()).stream()
                .map(JobsController::view)
                .toList();
    }

    @GetMapping("/{*name}")
    @Operation(
            summary = "Shows a job",
            description = "The jobs of an inbox are called FOLDER/SHEET or FOLDER/PERSON/SHEET.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(ref = SchemaNames.JOB)))
    Map<String, @Nullable Object> one(@PathVariable String name) {
        return view(standing(name.substring(1)));
    }

    @PostMapping(
            path = {"/{job}/rerun", "/{folder}/{job}/rerun", "/{folder}/{person}/{job}/rerun"},
            consumes = MediaType.APPLICATION_JSON_VALUE)
    @Operation(
            summary = "Requests a rerun of rows of the job's latest run",
            description =
                    "The rows are chosen first; nothing is charged if there are none. The same Idempotency-Key leads to the same rerun.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                                            schema = @Schema(implementation = RerunForm.class))))
    @ApiResponse(responseCode = "202", description = "accepted; Location is the run's address")
    @RefusedResponse
    ResponseEntity<RunView> rerun(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @Parameter(hidden = true) Authentication caller,
            HttpServletRequest request) {
        AuditFilter.note(request, "job=" + JobPath.name(folder, person, job));
        String name = standing(JobPath.name(folder, person, job)).job().name();
        RequestedRun run = actions.rerun(name, JsonFields.of(body), key, caller, request);
        return ResponseEntity.accepted()
                .location(URI.create("/api/v1/runs/" + run.id()))
                .body(RunView.of(run, null, null));
    }

    private JobStanding standing(String job) {
        return session.standing()
                .find(job)
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job \"%s\".", job)));
    }

    /** Leaves out the folder, which is nobody's concern but this machine's. */
    private static Map<String, @Nullable Object> view(JobStanding standing) {
        Map<String, @Nullable Object> view = StatusText.asMap(standing);
        view.remove("out");
        return view;
    }
}
