package dev.reelbatch.web;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.core.Authentication;

/** What people do with requested runs, for the HTTP API and the console. */
public final class RunActions {

    private final RequestedRuns requestedRuns;

    RunActions(RequestedRuns requestedRuns) {
        this.requestedRuns = requestedRuns;
    }

    /** Returns the run; it is answered with 404 if there is none. */
    public RequestedRun run(String id) {
        return requestedRuns.find(id).orElseThrow(() -> new NotFoundException(Text.of("There is no run %s.", id)));
    }

    /** Stops a run in an orderly way, or takes it out of the queue; one that has ended stays as it is. */
    public RequestedRun stop(String id, Authentication caller, HttpServletRequest request) {
        noteJob(request, run(id));
        if (!requestedRuns.stop(id, caller.getName()) && !hasEnded(run(id))) {
            throw new ConflictException(
                    Text.of("This run is just beginning or ending, and was not stopped. Try again."));
        }
        return run(id);
    }

    private static boolean hasEnded(RequestedRun run) {
        return !run.state().isOpen() && run.state() != RequestedRun.State.WAITING_FOR_APPROVAL;
    }

    /**
     * Approves the price of a run that waits for it, which only an admin may.
     *
     * @param seen the price that the caller has seen; null if it is not said
     */
    public RequestedRun approve(String id, @Nullable Cost seen, Authentication caller, HttpServletRequest request) {
        if (!Callers.isAdmin(caller)) {
            throw new AccessDeniedException("approve");
        }
        noteJob(request, run(id));
        Approval.Outcome outcome = requestedRuns.approve(id, caller.getName(), seen);
        RequestedRun run = run(id);
        if (outcome == Approval.Outcome.NOT_AWAITED) {
            throw new ConflictException(Text.of("This run does not wait for approval."));
        }
        if (outcome == Approval.Outcome.OTHER_PRICE) {
            throw new ConflictException(Text.of(
                    "This run would cost %s now. To approve that, send it as the field price.",
                    Objects.requireNonNull(run.approval()).price().text()));
        }
        return run;
    }

    /**
     * Requests a rerun of rows of a job's latest run.
     *
     * @param job a name that is known
     * @param fields those of {@code RerunForm}
     * @param key the same key leads to the same rerun; null for none
     */
    public RequestedRun rerun(
            String job,
            Map<String, List<String>> fields,
            @Nullable String key,
            Authentication caller,
            HttpServletRequest request) {
        AuditFilter.note(request, fields);
        RequestRules.checkMaxCost(fields);
        RequestRules.checkKey(key);
        return requestedRuns.requests().addRerun(caller.getName(), Callers.isAdmin(caller), key, job, fields);
    }

    /** Notes what a run is about, whose id alone says nothing once it is forgotten. */
    private static void noteJob(HttpServletRequest request, RequestedRun run) {
        AuditFilter.note(request, "job=" + run.job());
        AuditFilter.note(request, "state=" + run.state().name().toLowerCase(Locale.ROOT));
        if (run.approval() != null) {
            AuditFilter.note(request, "price=" + run.approval().price().byCurrency());
        }
    }
}
