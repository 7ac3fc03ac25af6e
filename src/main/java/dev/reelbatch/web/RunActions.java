package dev.reelbatch.web;

import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
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

    private static final int LONGEST_ANSWER = 500; // characters

    private final RequestedRuns requestedRuns;

    RunActions(RequestedRuns requestedRuns) {
        this.requestedRuns = requestedRuns;
    }

    /** Returns the run; it is answered with 404 if there is none. */
    public RequestedRun run(String id) {
        return requestedRuns.find(id).orElseThrow(() -> new NotFoundException(Text.of("There is no run %s.", id)));
    }

    /**
     * Returns what a person says about an approval; null for nothing.
     *
     * @throws UserException if it is too long
     */
    public static @Nullable String answer(@Nullable String text) {
        String answer = text == null ? "" : text.strip();
        if (answer.length() > LONGEST_ANSWER) {
            throw new UserException(Text.of("The answer is longer than %d characters", LONGEST_ANSWER));
        }
        return answer.isEmpty() ? null : answer;
    }

    /**
     * Stops a run in an orderly way, or takes it out of the queue; one that has ended stays as it is.
     *
     * @param answer what the caller says to who requested it, if it waits for approval; null for nothing
     */
    public RequestedRun stop(String id, @Nullable String answer, Authentication caller, HttpServletRequest request) {
        noteJob(request, run(id));
        noteAnswer(request, answer);
        if (!requestedRuns.stop(id, caller.getName(), answer(answer)) && !hasEnded(run(id))) {
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
     * @param answer what the caller says to who requested it; null for nothing
     */
    public RequestedRun approve(
            String id,
            @Nullable Cost seen,
            @Nullable String answer,
            Authentication caller,
            HttpServletRequest request) {
        if (!Callers.isAdmin(caller)) {
            throw new AccessDeniedException("approve");
        }
        noteJob(request, run(id));
        noteAnswer(request, answer);
        Approval.Outcome outcome = requestedRuns.approve(id, caller.getName(), seen, answer(answer));
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

    /** Notes in the audit what a person says about an approval. */
    public static void noteAnswer(HttpServletRequest request, @Nullable String answer) {
        if (answer != null && !answer.isBlank()) {
            AuditFilter.note(request, "answer=" + answer.strip());
        }
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
