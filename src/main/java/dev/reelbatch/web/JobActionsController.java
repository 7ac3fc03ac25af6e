package dev.reelbatch.web;

import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.DoubtLedger.Finding;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.plan.RowGroup;
import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Acceptance;
import dev.reelbatch.session.Cancellation;
import dev.reelbatch.session.Resolution;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;
import tools.jackson.databind.JsonNode;

/** Changes of a job's rows that submit nothing: accept, resolve and cancel. None is done while a run has the rows. */
@RestController
@RequestMapping(path = "/api/v1/jobs", consumes = MediaType.APPLICATION_JSON_VALUE)
@ApiResponse(responseCode = "200", description = "done; videos says how many")
@ApiResponse(
        responseCode = "409",
        description = "the job is running",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
@ApiResponse(
        responseCode = "422",
        description = "refused: detail says why",
        content =
                @Content(
                        mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                        schema = @Schema(implementation = ProblemDetail.class)))
final class JobActionsController {

    private final Session session;
    private final RequestedRuns requestedRuns;

    JobActionsController(Session session, RequestedRuns requestedRuns) {
        this.session = session;
        this.requestedRuns = requestedRuns;
    }

    @PostMapping({"/{job}/accept", "/{folder}/{job}/accept", "/{folder}/{person}/{job}/accept"})
    @Operation(
            summary = "Accepts rows without a video",
            description = "They no longer count as missing; a rerun that names them undoes it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = AcceptForm.class))))
    RowsView accept(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request) {
        String name = known(JobPath.name(folder, person, job), request);
        RowSelection selection = selection(body, AcceptForm.FIELDS, request);
        return changed(name, Set.of(), request, () -> {
            Acceptance.Choice choice = session.acceptance().chooseBy(name, selection.states());
            if (choice.clips() > 0) {
                session.acceptance().accept(choice);
            }
            return RowsView.of(name, choice.clips(), choice.numbers(), choice.groups(), choice.notes());
        });
    }

    @PostMapping({"/{job}/resolve", "/{folder}/{job}/resolve", "/{folder}/{person}/{job}/resolve"})
    @Operation(
            summary = "Records whether rows in doubt were charged",
            description =
                    "Rows that were not charged go back to the queue, free of the old cost, which only an admin may say; rows that were count as failed.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = ResolveForm.class))))
    RowsView resolve(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request,
            @Parameter(hidden = true) Authentication caller) {
        String name = known(JobPath.name(folder, person, job), request);
        RowSelection selection = selection(body, ResolveForm.FIELDS, request);
        RowRanges rows = selection.rowsOr("in_doubt");
        boolean charged = selection.required("charged");
        if (!charged && !Callers.isAdmin(caller)) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, ProblemTexts.givesBudgetBack());
        }
        return changed(name, Set.of(), request, () -> {
            Resolution.Choice choice = session.resolution().choose(name, rows);
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

    @PostMapping({"/{job}/cancel", "/{folder}/{job}/cancel", "/{folder}/{person}/{job}/cancel"})
    @Operation(
            summary = "Withdraws rows that are not submitted yet",
            description = "No run submits them or counts them as missing; a rerun that names them undoes it.",
            requestBody =
                    @RequestBody(
                            required = true,
                            content = @Content(schema = @Schema(implementation = CancelForm.class))))
    RowsView cancel(
            @PathVariable(required = false) @Nullable String folder,
            @PathVariable(required = false) @Nullable String person,
            @PathVariable String job,
            @Parameter(hidden = true) @org.springframework.web.bind.annotation.RequestBody JsonNode body,
            HttpServletRequest request) {
        String name = known(JobPath.name(folder, person, job), request);
        RowRanges rows = selection(body, CancelForm.FIELDS, request).rowsOr("all");
        Cancellation.Choice choice = session.cancellation().choose(name, rows);
        return changed(name, choice.requests(), request, () -> {
            if (!choice.isEmpty()) {
                session.cancellation().cancel(choice);
            }
            int videos = choice.rows().size();
            return RowsView.of(name, videos, choice.numbers(), group("cancelled", videos), choice.notes());
        });
    }

    private static RowSelection selection(JsonNode body, Set<String> known, HttpServletRequest request) {
        Map<String, List<String>> fields = JsonFields.of(body);
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
