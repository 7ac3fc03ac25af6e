package dev.reelbatch.web.console;

import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRun.State;
import dev.reelbatch.ledger.RequestedRunList.Filter;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.Pages;
import io.swagger.v3.oas.annotations.Hidden;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** All requested runs, page by page. */
@Hidden
@RestController
final class RunsPageController {

    private final Session session;
    private final ConsolePages pages;

    RunsPageController(Session session, ConsolePages pages) {
        this.session = session;
        this.pages = pages;
    }

    /** A list with its filter. */
    record RunsView(
            String title,
            List<Choice> states,
            String job,
            String by,
            List<RunRowView> runs,
            boolean isEmpty,
            boolean isFiltered,
            Pager pager)
            implements PageView {}

    /** A state to choose. */
    record Choice(String name, String word, boolean chosen) {}

    @GetMapping(path = "/runs", produces = Pages.HTML)
    String page(
            @RequestParam(defaultValue = "") String state,
            @RequestParam(defaultValue = "") String job,
            @RequestParam(defaultValue = "") String by,
            @RequestParam(defaultValue = "0") int page,
            HttpServletRequest request,
            Authentication caller) {
        Filter filter = new Filter(
                Arrays.stream(State.values())
                        .filter(one -> name(one).equals(state))
                        .collect(Collectors.toSet()),
                by.isBlank() ? null : by.strip(),
                job.isBlank() ? null : job.strip(),
                false);
        List<RequestedRun> found = session.requestedRuns().lists().find(filter, Pager.SIZE + 1, Pager.offset(page));
        Pager.Slice<RequestedRun> slice = Pager.slice(
                found, page, "/runs", new TreeMap<>(Map.of("state", state, "job", job.strip(), "by", by.strip())));
        Map<Long, JobStanding> standings = session.standing()
                .ofRuns(slice.entries().stream()
                        .map(RequestedRun::runId)
                        .filter(Objects::nonNull)
                        .collect(Collectors.toSet()));
        ShownTimes times = new ShownTimes(session.time().now());
        return pages.page(request, caller, Section.RUNS, "runs", () -> {
            List<RunRowView> rows = slice.entries().stream()
                    .map(run -> RunRowView.of(run, run.runId() == null ? null : standings.get(run.runId()), times))
                    .toList();
            return new RunsView(
                    Text.of("Runs"),
                    choices(filter.states()),
                    job,
                    by,
                    rows,
                    rows.isEmpty(),
                    !filter.equals(Filter.ALL),
                    slice.pager());
        });
    }

    private static List<Choice> choices(Set<State> chosen) {
        return Arrays.stream(State.values())
                .map(state -> new Choice(name(state), StateView.of(state).word(), chosen.contains(state)))
                .toList();
    }

    private static String name(State state) {
        return state.name().toLowerCase(Locale.ROOT);
    }
}
