package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Mark;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.Callers;
import dev.reelbatch.web.MarkActions;
import dev.reelbatch.web.NotFoundException;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.RedoSheets;
import dev.reelbatch.web.RunActions;
import dev.reelbatch.web.UnsentForms;
import dev.reelbatch.web.console.PromptEdits.Edit;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Other prompts for rows of a run: saving them spends nothing; the rows are redone by a button with their price. */
@Hidden
@RestController
@RequestMapping("/runs/{id}")
final class PromptsController {

    private final Session session;
    private final ConsolePages pages;
    private final RunActions runs;
    private final MarkActions marks;
    private final RedoSheets sheets;
    private final UnsentForms unsent;
    private final LatestRuns latest;

    PromptsController(
            Session session,
            ConsolePages pages,
            RunActions runs,
            MarkActions marks,
            RedoSheets sheets,
            UnsentForms unsent) {
        this.session = session;
        this.pages = pages;
        this.runs = runs;
        this.marks = marks;
        this.sheets = sheets;
        this.unsent = unsent;
        this.latest = new LatestRuns(session);
    }

    @GetMapping(path = "/prompts", produces = Pages.HTML)
    String page(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable List<Long> clip,
            @RequestParam(defaultValue = "") String error,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        if (!Callers.mayRun(caller)) {
            throw new AccessDeniedException("prompts");
        }
        MultiValueMap<String, String> typed = unsent.take(request).orElse(null);
        if (typed == null) {
            PromptEdits edits = edits(id, Objects.requireNonNullElse(clip, List.of()), error, fields);
            return shown(edits, Map.of(), Map.of(), null, request, caller);
        }
        PromptEdits edits = edits(id, clips(typed), "", fields);
        Map<Long, String> said = said(edits, typed);
        return shown(
                edits,
                said,
                problems(stale(edits, said, typed), request),
                Text.in(Pages.language(request), PromptsView::notSent),
                request,
                caller);
    }

    private static List<Long> clips(MultiValueMap<String, String> form) {
        return form.getOrDefault("clip", List.of()).stream()
                .filter(clip -> clip.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .toList();
    }

    /** Returns what the form has for the rows, by clip. */
    private static Map<Long, String> said(PromptEdits edits, MultiValueMap<String, String> form) {
        Map<Long, String> said = new HashMap<>();
        for (Edit edit : edits.edits()) {
            String text = form.getFirst("prompt-" + edit.clip());
            if (text != null) {
                said.put(edit.clip(), PromptEdits.normal(text));
            }
        }
        return said;
    }

    /** Returns the rows changed in the form that somebody else has changed since its page was made. */
    private static Set<Edit> stale(PromptEdits edits, Map<Long, String> said, MultiValueMap<String, String> form) {
        Set<Edit> stale = new LinkedHashSet<>(edits.changes(said).keySet());
        stale.removeIf(edit -> Mark.version(edit.mark()).equals(form.getFirst("seen-" + edit.clip())));
        return stale;
    }

    /** Saves the prompts that were changed, all or none. */
    @PostMapping(path = "/prompts", produces = Pages.HTML)
    ResponseEntity<String> save(
            @PathVariable String id,
            @RequestParam(required = false) @Nullable List<Long> clip,
            @RequestParam(defaultValue = "") String error,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        latest.jobOf(runs.run(id), request);
        PromptEdits edits = edits(id, Objects.requireNonNullElse(clip, List.of()), "", fields);
        Map<Long, String> said = said(edits, fields);
        Set<Edit> stale = stale(edits, said, fields);
        Map<Edit, String> changes = edits.changes(said);
        Map<Long, String> problems = new LinkedHashMap<>();
        try {
            problems.putAll(Text.in(Pages.language(request), () -> sheets.faults(edits.run(), rows(changes))));
            if (stale.isEmpty() && problems.isEmpty()) {
                changes.forEach((edit, text) -> {
                    String prompt = text.equals(PromptEdits.normal(edit.original())) ? null : text;
                    if (!marks.changePrompt(edit.row(), prompt, Mark.version(edit.mark()), caller, request)) {
                        stale.add(edit);
                    }
                });
            }
        } catch (UserException e) {
            return ResponseEntity.unprocessableContent()
                    .body(shown(edits, said, problems, e.getMessage(), request, caller));
        }
        if (!stale.isEmpty()) {
            PromptEdits now = edits(id, said.keySet(), "", fields);
            return ResponseEntity.status(HttpStatus.CONFLICT)
                    .body(shown(now, said, problems(stale, request), null, request, caller));
        }
        return problems.isEmpty()
                ? seeOther(PromptsView.back(edits, error))
                : ResponseEntity.unprocessableContent().body(shown(edits, said, problems, null, request, caller));
    }

    private static Map<ReportRow, String> rows(Map<Edit, String> changes) {
        Map<ReportRow, String> rows = new LinkedHashMap<>();
        changes.forEach((edit, text) -> rows.put(edit.row(), text));
        return rows;
    }

    private Map<Long, String> problems(Set<Edit> stale, HttpServletRequest request) {
        return Text.in(Pages.language(request), () -> {
            Map<Long, String> problems = new LinkedHashMap<>();
            stale.forEach(
                    edit -> problems.put(
                            edit.clip(),
                            Text.of(
                                    "Somebody changed this row meanwhile; what they wrote is below. Save again to put yours in its place.")));
            return problems;
        });
    }

    private String shown(
            PromptEdits edits,
            Map<Long, String> said,
            Map<Long, String> problems,
            @Nullable String problem,
            HttpServletRequest request,
            Authentication caller) {
        ShownTimes times = new ShownTimes(session.time().now());
        return pages.page(
                request,
                caller,
                Section.RUNS,
                "prompts",
                () -> PromptsView.of(edits, said, problems, Objects.requireNonNullElse(problem, ""), times));
    }

    private PromptEdits edits(String id, Collection<Long> clips, String error, MultiValueMap<String, String> fields) {
        RequestedRun requested = runs.run(id);
        Long runId = requested.runId();
        if (runId == null) {
            throw new NotFoundException(Text.of("This run has not begun."));
        }
        Run run = session.standing().ofRun(runId).run();
        PromptEdits edits = PromptEdits.read(session, requested, run, clips, error, RowsQuery.of(fields));
        if (edits.edits().isEmpty()) {
            throw new NotFoundException(Text.of("This row has another video by now. Look at the page again."));
        }
        return edits;
    }

    /**
     * Redoes the rows with changed prompts.
     *
     * @param seen the {@link MarksData#changedSeen} that the page showed
     */
    @PostMapping("/redo")
    ResponseEntity<String> redo(
            @PathVariable String id,
            @RequestParam(name = "max_cost") String maxCost,
            @RequestParam String seen,
            @RequestParam String key,
            HttpServletRequest request,
            Authentication caller) {
        RequestedRun requested = runs.run(id);
        latest.jobOf(requested, request);
        Run run = session.standing()
                .ofRun(Objects.requireNonNull(requested.runId()))
                .run();
        MarksData marked = MarksData.read(session, run, List.of());
        Cost price = marked.changedPrice();
        if (price == null || !marked.changedSeen().equals(seen)) {
            throw new UserException(
                    Text.of("The prompts were changed meanwhile, so nothing was started. Look at them again."));
        }
        return seeOther(Addresses.ofRun(sheets.run(run, marked.changedPrompts(), maxCost, key, caller, request)
                .id()));
    }

    private static ResponseEntity<String> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
