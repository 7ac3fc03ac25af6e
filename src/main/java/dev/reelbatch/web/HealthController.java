package dev.reelbatch.web;

import dev.reelbatch.session.Session;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells monitors whether the process lives, and whether it can take runs. */
@RestController
final class HealthController {

    private final Session session;

    HealthController(Session session) {
        this.session = session;
    }

    /** Answers as long as the process does. */
    @GetMapping("/healthz")
    Map<String, String> alive() {
        return Map.of("status", "up");
    }

    /** Answers 503 if the home's database does not answer. */
    @GetMapping("/readyz")
    ResponseEntity<Map<String, String>> ready() {
        return session.isReady()
                ? ResponseEntity.ok(Map.of("status", "ready"))
                : ResponseEntity.status(HttpStatus.SERVICE_UNAVAILABLE).body(Map.of("status", "not_ready"));
    }
}
