package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;

/** Changes of a job's rows that submit nothing: accept, resolve and cancel. None is done while a run has the rows. */
@RestController
@RequestMapping(path = "/api/v1/jobs", consumes = MediaType.APPLICATION_JSON_VALUE)
@ApiResponse(responseCode = "200", description = "done; videos says how many")
@ApiResponse(
        responseCode = "409",
        description = "the job is running",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
@RefusedResponse
final class JobActionsController {

    private final RowChanges changes;

    JobActionsController(RowChanges changes) {
        this.changes = changes;
    }

    @PostMapping({"/{job}/accept", "/{folder}/{job}/accept", "/{folder}/{person}/{job}/accept"})
    @Operation(
            summary = "Accepts rows without a video",
            description = "They no longer count as missing; a rerun that names them undoes it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = AcceptForm.class))))
    RowsView accept(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request) {
        return changes.accept(JobPath.name(folder, person, job), JsonFields.of(body), request);
    }

    @PostMapping({"/{job}/resolve", "/{folder}/{job}/resolve", "/{folder}/{person}/{job}/resolve"})
    @Operation(
            summary = "Records whether rows in doubt were charged",
            description =
                    "Rows that were not charged go back to the queue, free of the old cost, which only an admin may say; rows that were count as failed.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ResolveForm.class))))
    RowsView resolve(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request,
            @Parameter(hidden = true) Authentication caller) {
        return changes.resolve(JobPath.name(folder, person, job), JsonFields.of(body), caller, request);
    }

    @PostMapping({"/{job}/cancel", "/{folder}/{job}/cancel", "/{folder}/{person}/{job}/cancel"})
    @Operation(
            summary = "Withdraws rows that are not submitted yet",
            description = "No run submits them or counts them as missing; a rerun that names them undoes it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CancelForm.class))))
    RowsView cancel(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request) {
        return changes.cancel(JobPath.name(folder, person, job), JsonFields.of(body), request);
    }
}
