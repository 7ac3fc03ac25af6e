package dev.reelbatch.web;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RowGroup;
import dev.reelbatch.serve.RequestFields;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Acceptance;
import dev.reelbatch.session.Cancellation;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.Authentication;
import org.springframework.web.server.ResponseStatusException;

/**
 * Changes of a job's rows that submit nothing, for the HTTP API and the console: accept, resolve and cancel. None is done
 * while a run has the rows.
 */
public final class RowChanges {

    private final Session session;
    private final RequestedRuns requestedRuns;

    RowChanges(Session session, RequestedRuns requestedRuns) {
        this.session = session;
        this.requestedRuns = requestedRuns;
    }

    /** Accepts rows without a video, chosen by the fields of {@code AcceptForm}. */
    public RowsView accept(String job, Map<String, List<String>> fields, HttpServletRequest request) {
        String name = known(job, request);
        RowSelection selection = selection(fields, AcceptForm.FIELDS, request);
        return changed(name, Set.of(), request, () -> {
            Acceptance.Choice choice = session.acceptance().chooseBy(name, selection.states());
            if (choice.clips() > 0) {
                session.acceptance().accept(choice);
            }
            return RowsView.of(name, choice.clips(), choice.numbers(), choice.groups(), choice.notes());
        });
    }

    /** Records whether rows in doubt were charged; they are chosen by the fields of {@code ResolveForm}. */
    public RowsView resolve(
            String job, Map<String, List<String>> fields, Authentication caller, HttpServletRequest request) {
        String name = known(job, request);
        RowSelection selection = selection(fields, ResolveForm.FIELDS, request);
        RowRanges rows = selection.rowsOr("in_doubt");
        boolean charged = selection.required("charged");
        Long lastSubmission = new RequestFields(fields).lastSubmission();
        if (!charged && !Callers.isAdmin(caller)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, ProblemTexts.givesBudgetBack());
        }
        return changed(name, Set.of(), request, () -> {
            Resolution.Choice choice = session.resolution().choose(name, rows);
            if (lastSubmission != null) {
                choice.checkUnchanged(lastSubmission);
            }
            List<Finding> findings =
                    choice.rows().stream().map(row -> new Finding(row, charged)).toList();
            if (!findings.isEmpty()) {
                session.resolution().settle(choice.run(), findings);
            }
            List<Integer> numbers = findings.stream()
                    .map(finding -> finding.row().row())
                    .distinct()
                    .sorted()
                    .toList();
            return RowsView.of(
                    name,
                    findings.size(),
                    RowRanges.only(numbers),
                    group(charged ? "charged" : "not_charged", findings.size()),
                    choice.notes());
        });
    }

    /** Withdraws rows that are not submitted yet, chosen by the fields of {@code CancelForm}. */
    RowsView cancel(String job, Map<String, List<String>> fields, HttpServletRequest request) {
        String name = known(job, request);
        RowRanges rows = selection(fields, CancelForm.FIELDS, request).rowsOr("all");
        Cancellation.Choice choice = session.cancellation().choose(name, rows);
        return changed(name, choice.requests(), request, () -> {
            if (!choice.isEmpty()) {
                session.cancellation().cancel(choice);
            }
            int videos = choice.rows().size();
            return RowsView.of(name, videos, choice.numbers(), group("cancelled", videos), choice.notes());
        });
    }

    private static RowSelection selection(
            Map<String, List<String>> fields, Set<String> known, HttpServletRequest request) {
        AuditFilter.note(request, fields);
        return new RowSelection(fields, known);
    }

    private static List<RowGroup> group(String reason, int clips) {
        return clips == 0 ? List.of() : List.of(new RowGroup(reason, clips, Cost.NONE));
    }

    private RowsView changed(String job, Set<String> requests, HttpServletRequest request, Supplier<RowsView> work) {
        RowsView[] view = new RowsView[1];
        requestedRuns.doUnlessRunning(job, requests, () -> view[0] = work.get());
        AuditFilter.note(request, "changed_rows=" + view[0].rows());
        return view[0];
    }

    private String known(String name, HttpServletRequest request) {
        AuditFilter.note(request, "job=" + name);
        return session.standing()
                .find(name)
                .map(standing -> standing.job().name())
                .orElseThrow(() -> new NotFoundException(Text.of("There is no job \"%s\".", name)));
    }
}
