package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All jobs with their latest runs, page by page. */
@Hidden
@RestController
final class JobsPageController {

    private final Session session;
    private final ConsolePages pages;

    JobsPageController(Session session, ConsolePages pages) {
        this.session = session;
        this.pages = pages;
    }

    /** A page of the list. */
    record JobsView(String title, List<Job> jobs, boolean isEmpty, Pager pager) implements PageView {}

    /** A job with its latest run. */
    record Job(
            String name,
            String address,
            String number,
            StateView state,
            int videos,
            int delivered,
            String cost,
            String when) {

        static Job of(JobStanding standing, ShownTimes times) {
            return new Job(
                    standing.job().name(),
                    Addresses.ofJob(standing.job().name()),
                    RunRowView.number(standing),
                    StateView.of(state(standing)),
                    RunRowView.videos(standing),
                    standing.states().getOrDefault(ClipState.DELIVERED, 0),
                    Amounts.text(Cost.of(standing.money())),
                    times.text(Objects.requireNonNullElse(
                            standing.run().endedAt(), standing.run().createdAt())));
        }

        private static State state(JobStanding standing) {
            if (standing.runningSince() != null) {
                return State.RUNNING;
            }
            if (standing.states().keySet().stream().anyMatch(ClipState::isOpen)) {
                return State.STOPPED;
            }
            return RunRowView.missing(standing) > 0 ? State.INCOMPLETE : State.COMPLETED;
        }
    }

    @GetMapping(path = "/jobs", produces = Pages.HTML)
    String page(@RequestParam(defaultValue = "0") int page, HttpServletRequest request, Authentication caller) {
        List<JobStanding> found = session.standing().jobs(Pager.SIZE + 1, Pager.offset(page));
        Pager.Slice<JobStanding> slice = Pager.slice(found, page, "/jobs", Map.of());
        ShownTimes times = new ShownTimes(session.time().now());
        return pages.page(
                request,
                caller,
                Section.RUNS,
                "jobs",
                () -> new JobsView(
                        Text.of("Jobs"),
                        slice.entries().stream().map(job -> Job.of(job, times)).toList(),
                        slice.entries().isEmpty(),
                        slice.pager()));
    }
}
