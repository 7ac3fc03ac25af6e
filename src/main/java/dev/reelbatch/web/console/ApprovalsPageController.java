package dev.reelbatch.web.console;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.AuditEntry;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RequestedRunList;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.Pages;
import dev.reelbatch.web.Person;
import dev.reelbatch.web.RunActions;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** What waits for approval, what was decided, and, for admins, who did what. */
@Hidden
@RestController
final class ApprovalsPageController {

    private static final int MOST = 50;
    private static final int DECIDED = 10;

    private final Session session;
    private final RequestedRuns requestedRuns;
    private final ConsolePages pages;

    ApprovalsPageController(Session session, RequestedRuns requestedRuns, ConsolePages pages) {
        this.session = session;
        this.requestedRuns = requestedRuns;
        this.pages = pages;
    }

    @GetMapping(path = "/approvals", produces = Pages.HTML)
    String page(
            @RequestParam(defaultValue = "") String done,
            @RequestParam(defaultValue = "0") int page,
            HttpServletRequest request,
            Authentication caller) {
        RequestedRunList lists = session.requestedRuns().lists();
        List<RequestedRun> waiting = lists.find(Filter.in(State.WAITING_FOR_APPROVAL), MOST, 0);
        List<RequestedRun> decided = lists.find(
                new Filter(
                        Set.of(State.QUEUED, State.RUNNING, State.STOPPED, State.COMPLETED, State.INCOMPLETE),
                        null,
                        null,
                        true),
                DECIDED,
                0);
        boolean mayAudit =
                Person.of(caller).filter(person -> person.role() == Role.ADMIN).isPresent();
        List<AuditEntry> found = mayAudit ? session.audit().latest(Pager.SIZE + 1, Pager.offset(page)) : List.of();
        Pager.Slice<AuditEntry> audit = Pager.slice(found, page, "/approvals", Map.of());
        ShownTimes times = new ShownTimes(session.time().now());
        SpendingSums sums = SpendingSums.of(session);
        return pages.page(
                request,
                caller,
                Section.APPROVALS,
                "approvals",
                () -> ApprovalsView.of(done, waiting, decided, audit, session.approveAbove(), sums, times));
    }

    /**
     * Approves a run at the price that the person has seen.
     *
     * @param price as the page showed it
     */
    @PostMapping("/approvals/{id}/approve")
    ResponseEntity<Void> approve(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String price,
            @RequestParam(defaultValue = "") String answer,
            Authentication caller,
            HttpServletRequest request) {
        Cost seen = find(id, request)
                .filter(run -> ApprovalsView.price(run).equals(price))
                .map(RequestedRun::approval)
                .map(Approval::price)
                .orElse(null);
        AuditFilter.note(request, "price=" + price);
        RunActions.noteAnswer(request, answer);
        boolean isDone = seen != null
                && requestedRuns.approve(id, caller.getName(), seen, RunActions.answer(answer))
                        == Approval.Outcome.APPROVED;
        return back(isDone, "approved", request);
    }

    /** Refuses a run; whoever may stop runs may do so. */
    @PostMapping("/approvals/{id}/refuse")
    ResponseEntity<Void> refuse(
            @PathVariable String id,
            @RequestParam(defaultValue = "") String answer,
            Authentication caller,
            HttpServletRequest request) {
        boolean waits = find(id, request).isPresent();
        RunActions.noteAnswer(request, answer);
        return back(waits && requestedRuns.stop(id, caller.getName(), RunActions.answer(answer)), "refused", request);
    }

    private Optional<RequestedRun> find(String id, HttpServletRequest request) {
        Optional<RequestedRun> run =
                requestedRuns.find(id).filter(found -> found.state() == State.WAITING_FOR_APPROVAL);
        run.ifPresent(found -> AuditFilter.note(request, "job=" + found.job()));
        return run;
    }

    private static ResponseEntity<Void> back(boolean isDone, String done, HttpServletRequest request) {
        if (!isDone) {
            AuditFilter.note(request, AuditRow.NOT_DONE);
        }
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/approvals?done=" + (isDone ? done : "changed")))
                .build();
    }
}
