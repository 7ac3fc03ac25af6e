package dev.reelbatch.web;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.security.Principal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** The start page: who is signed in, and the latest runs. */
@Hidden
@RestController
final class StartController {

    private static final int RUNS = 20;

    private final RequestedRuns requestedRuns;
    private final Pages pages;

    StartController(RequestedRuns requestedRuns, Pages pages) {
        this.requestedRuns = requestedRuns;
        this.pages = pages;
    }

    @GetMapping(path = "/", produces = Pages.HTML)
    String page(HttpServletRequest request, Principal caller) {
        Person person = Person.of((Authentication) caller).orElseThrow();
        List<RequestedRun> runs = requestedRuns.latest(RUNS, 0);
        return pages.page(request, "start", () -> {
            Map<String, Object> values = new HashMap<>(Pages.csrf(request));
            values.put("title", Text.of("Overview"));
            values.put(
                    "who",
                    Text.of(
                            "Signed in as %s, with the role %s.",
                            person.name(), person.role().name().toLowerCase(Locale.ROOT)));
            values.put("runsTitle", Text.of("Runs requested over HTTP"));
            values.put("hasRuns", !runs.isEmpty());
            values.put("noRuns", Text.of("None yet."));
            values.put(
                    "runs",
                    runs.stream()
                            .map(run -> Map.of(
                                    "id", run.id(),
                                    "job", run.job(),
                                    "by", run.requestedBy(),
                                    "state", run.state().name().toLowerCase(Locale.ROOT)))
                            .toList());
            values.put("api", Text.of("Description of the HTTP API (OpenAPI)"));
            values.put("signOut", Text.of("Sign out"));
            return values;
        });
    }
}
