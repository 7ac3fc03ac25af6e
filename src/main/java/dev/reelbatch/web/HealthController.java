package dev.reelbatch.web;

import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells monitors whether the process lives, and whether it can take runs. */
@RestController
final class HealthController {

    private final Readiness readiness;

    HealthController(Readiness readiness) {
        this.readiness = readiness;
    }

    /** Answers as long as the process does. */
    @GetMapping("/healthz")
    Map<String, String> alive() {
        return Map.of("status", "up");
    }

    /** Answers 503 with the reason if no run can be taken now. */
    @GetMapping("/readyz")
    ResponseEntity<Object> ready() {
        return readiness
                .problem()
                .map(HealthController::notReady)
                .orElseGet(() -> ResponseEntity.ok(Map.of("status", "ready")));
    }

    private static ResponseEntity<Object> notReady(Readiness.Problem problem) {
        ProblemDetail detail =
                ProblemDetail.forStatusAndDetail(HttpStatus.SERVICE_UNAVAILABLE, HttpText.of(problem.text()));
        detail.setProperty("reason", problem.word());
        return ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(detail);
    }
}
