package dev.reelbatch.web;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells monitors whether the process lives, and whether it can take runs. */
@RestController
final class HealthController {

    private final Readiness readiness;

    /** @param status up, or ready */
    record Health(String status) {}

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Answers as long as the process does. */
    @GetMapping("/healthz")
    @Operation(
            summary = "Says that the process answers",
            security = {})
    Health alive() {
        return new Health("up");
    }

    /** Answers 503 with the reason if no run can be taken now. */
    @GetMapping("/readyz")
    @Operation(
            summary = "Says whether runs can be taken",
            security = {})
    @ApiResponse(
            responseCode = "200",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON_VALUE,
                            schema = @Schema(implementation = Health.class)))
    @ApiResponse(
            responseCode = "503",
            description = "not now: reason is database, disk_full or key_refused, detail says it to a person",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                            schema = @Schema(implementation = ProblemDetail.class)))
    ResponseEntity<Object> ready() {
        return readiness
                .problem()
                .map(HealthController::notReady)
                .orElseGet(() -> ResponseEntity.ok(new Health("ready")));
    }

    private static ResponseEntity<Object> notReady(Readiness.Problem problem) {
        ProblemDetail detail =
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, HttpText.of(problem.text()));
        detail.setProperty("reason", problem.word());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(detail);
    }
}
