package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.JobRows;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.RowChanges;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The page of a run, and what people do there. */
@Hidden
@RestController
@RequestMapping("/runs/{id}")
final class RunController {

    private static final Pattern KEY = Pattern.compile("[\\w-]{1,64}");

    private final ConsolePages pages;
    private final RunActions actions;
    private final RowChanges changes;
    private final LatestRuns latest;
    private final RunData.Source source;

    RunController(
            Session session,
            RequestedRuns requestedRuns,
            ConsolePages pages,
            RunActions actions,
            RowChanges changes,
            JobRows jobRows) {
        this.pages = pages;
        this.actions = actions;
        this.changes = changes;
        this.latest = new LatestRuns(session);
        this.source = new RunData.Source(session, requestedRuns, jobRows);
    }

    @GetMapping(produces = Pages.HTML)
    String page(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        RunData data = source.read(actions.run(id), RowsQuery.of(fields));
        String key = UUID.randomUUID().toString();
        return pages.page(request, caller, Section.RUNS, "run", () -> RunPageView.of(data, key));
    }

    /** Returns the parts that change by themselves. */
    @GetMapping(path = "/live", produces = Pages.HTML)
    String live(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String key,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        RunData data = source.read(actions.run(id), RowsQuery.of(fields));
        String ofPage = KEY.matcher(key).matches() ? key : UUID.randomUUID().toString();
        return pages.part(request, caller, "run-live", () -> RunPageView.of(data, ofPage));
    }

    @PostMapping("/stop")
    ResponseEntity<Void> stop(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String answer,
            HttpServletRequest request,
            Authentication caller) {
        actions.stop(id, answer, caller, request);
        return seeOther(Addresses.ofRun(id));
    }

    /**
     * Approves it at the price that the person has seen.
     *
     * @param price as the page showed it
     */
    @PostMapping("/approve")
    ResponseEntity<Void> approve(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String price,
            @RequestParam(defaultValue = "") String answer,
            HttpServletRequest request,
            Authentication caller) {
        RequestedRun shown = actions.run(id);
        if (!ApprovalsView.price(shown).equals(price)) {
            throw new UserException(
                    Text.of("The price is another one by now. Look at it again before you approve it."));
        }
        Approval asked = shown.approval();
        actions.approve(id, asked == null ? null : asked.price(), answer, caller, request);
        return seeOther(Addresses.ofRun(id));
    }

    /** Requests a rerun of some of its rows, and leads to it. */
    @PostMapping("/rerun")
    ResponseEntity<Void> rerun(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            @RequestParam String key,
            HttpServletRequest request,
            Authentication caller) {
        String job = latest.jobOf(actions.run(id), request);
        return seeOther(Addresses.ofRun(actions.rerun(
                        job,
                        only(fields, "select", "error", "rows", "pay_again", "max_cost", RequestFields.LAST_SUBMISSION),
                        key,
                        caller,
                        request)
                .id()));
    }

    @PostMapping("/accept")
    ResponseEntity<Void> accept(
            @PathVariable String id, @RequestParam MultiValueMap<String, String> fields, HttpServletRequest request) {
        changes.accept(latest.jobOf(actions.run(id), request), only(fields, "select", "error"), request);
        return seeOther(Addresses.ofRun(id));
    }

    @PostMapping("/resolve")
    ResponseEntity<Void> resolve(
            @PathVariable String id,
            @RequestParam MultiValueMap<String, String> fields,
            HttpServletRequest request,
            Authentication caller) {
        changes.resolve(
                latest.jobOf(actions.run(id), request),
                only(fields, "select", "rows", "charged", RequestFields.LAST_SUBMISSION),
                caller,
                request);
        return seeOther(Addresses.ofRun(id));
    }

    private static Map<String, List<String>> only(MultiValueMap<String, String> fields, String... names) {
        Map<String, List<String>> some = new LinkedHashMap<>();
        for (String name : names) {
            @Nullable List<String> values = fields.get(name);
            if (values != null) {
                some.put(name, values);
            }
        }
        return some;
    }

    private static ResponseEntity<Void> seeOther(String address) {
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create(address))
                .build();
    }
}
