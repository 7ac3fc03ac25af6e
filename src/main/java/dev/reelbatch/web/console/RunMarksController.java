package dev.reelbatch.web.console;

import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.MarkActions;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/**
 * What people say about videos on the page of a run: keep, redo, and notes. Each leads back to where it was said. The
 * video itself is named, not its row, which may have another one by now.
 */
@Hidden
@RestController
@RequestMapping("/runs/{id}")
final class RunMarksController {

    private static final Pattern PLACE = Pattern.compile("[a-z0-9-]{1,40}");

    private final Session session;
    private final RunActions runs;
    private final MarkActions marks;

    RunMarksController(Session session, RunActions runs, MarkActions marks) {
        this.session = session;
        this.runs = runs;
        this.marks = marks;
    }

    @PostMapping("/marks")
    ResponseEntity<Void> mark(
            @PathVariable String id,
            @RequestParam long clip,
            @RequestParam String set,
            @RequestParam(defaultValue = "") String prompt,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        Run run = run(id, request);
        marks.mark(run.job(), row(run, clip), set, prompt, caller, request);
        return back(id, fields);
    }

    @PostMapping("/notes")
    ResponseEntity<Void> note(
            @PathVariable String id,
            @RequestParam long clip,
            @RequestParam(defaultValue = "") String text,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        marks.note(row(run(id, request), clip), text, caller, request);
        return back(id, fields);
    }

    private Run run(String id, HttpServletRequest request) {
        RequestedRun run = runs.run(id);
        AuditFilter.note(request, "job=" + run.job());
        Long runId = run.runId();
        if (runId == null) {
            throw hasAnother();
        }
        return session.standing().ofRun(runId).run();
    }

    private ReportRow row(Run run, long clip) {
        return session.runPages().holder(run, clip).orElseThrow(RunMarksController::hasAnother);
    }

    private static NotFoundException hasAnother() {
        return new NotFoundException(Text.of("This row has another video by now. Look at the page again."));
    }

    private static ResponseEntity<Void> back(String id, MultiValueMap<String, String> fields) {
        String place = String.valueOf(fields.getFirst("at"));
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(RowsQuery.of(fields).address(Addresses.ofRun(id))
                        + (PLACE.matcher(place).matches() ? "#" + place : "")))
                .build();
    }
}
