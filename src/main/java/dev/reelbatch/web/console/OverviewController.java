package dev.reelbatch.web.console;

import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.serve.JobFiles;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Session;
import dev.reelbatch.web.AuditFilter;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** What runs, what waits, what needs somebody, what is spent, and what comes next. */
@Hidden
@RestController
final class OverviewController {

    private final Session session;
    private final RequestedRuns requestedRuns;
    private final ConsolePages pages;
    private final OverviewData.Source source;

    OverviewController(Session session, RequestedRuns requestedRuns, JobFiles jobFiles, ConsolePages pages) {
        this.session = session;
        this.requestedRuns = requestedRuns;
        this.pages = pages;
        this.source = new OverviewData.Source(session, requestedRuns, jobFiles);
    }

    @GetMapping(path = "/", produces = Pages.HTML)
    String page(HttpServletRequest request, Authentication caller) {
        OverviewData data = source.recent();
        return pages.page(request, caller, Section.OVERVIEW, "overview", () -> view(data));
    }

    /** Returns the parts that change by themselves. */
    @GetMapping(path = "/overview/live", produces = Pages.HTML)
    String live(HttpServletRequest request, Authentication caller) {
        OverviewData data = source.recent();
        return pages.part(request, caller, "overview-live", () -> view(data));
    }

    private OverviewView view(OverviewData data) {
        return OverviewView.of(data, session.approveAbove());
    }

    /** Takes a run out of the queue. */
    @PostMapping("/runs/{id}/withdraw")
    ResponseEntity<Void> withdraw(@PathVariable String id, Authentication caller, HttpServletRequest request) {
        requestedRuns
                .find(id)
                .filter(run -> run.state() == State.QUEUED || run.state() == State.WAITING_FOR_APPROVAL)
                .ifPresent(run -> {
                    AuditFilter.note(request, "job=" + run.job());
                    requestedRuns.stop(id, caller.getName());
                    source.forget();
                });
        return ResponseEntity.status(HttpStatus.SEE_OTHER)
                .location(URI.create("/"))
                .build();
    }
}
