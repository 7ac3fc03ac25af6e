package dev.reelbatch.serve;

import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Payer;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.KeptRequest;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/** Plans the runs requested over HTTP: before one is accepted, and at each try. */
final class RequestedRunPlanner {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private static final String COMMAND = "command";
    private static final String LANGUAGE = "language";

    private final Path results;
    private final RunService runs;
    private final RerunPlanner reruns;
    private final ApiTarget apiTarget;
    private final RunRequestParser parser;
    private final SharedLimits limits;
    private final Function<String, @Nullable Budget> budgets;
    private final ApprovalRule approvals;

    /**
     * @param results the folder for the results of new jobs
     * @param budgets the budget of a person; null for none
     */
    RequestedRunPlanner(
            Path results,
            RunService runs,
            RerunPlanner reruns,
            ApiTarget apiTarget,
            RunRequestParser parser,
            SharedLimits limits,
            Function<String, @Nullable Budget> budgets,
            ApprovalRule approvals) {
        this.results = results;
        this.runs = runs;
        this.reruns = reruns;
        this.apiTarget = apiTarget;
        this.parser = parser;
        this.limits = limits;
        this.budgets = budgets;
        this.approvals = approvals;
    }

    /** Returns the job of an uploaded sheet. */
    String jobOf(Path sheet, Map<String, List<String>> fields) {
        RunRequest said = parser.parse(sheet, fields);
        return runs.correctedJob(sheet, said.reading())
                .orElseGet(() -> said.job() == null ? JobName.of(sheet) : JobName.checked(said.job()));
    }

    /**
     * Plans the run of an uploaded sheet.
     *
     * @throws RuntimeException if it would be refused
     */
    RunPlan ofSheet(String id, String requestedBy, Path sheet, String job, Map<String, List<String>> fields) {
        return runs.plan(request(requestedBy, sheet, job, fields).requestedAs(id), apiTarget);
    }

    /**
     * Chooses the rows of a rerun, and plans it.
     *
     * @throws RuntimeException if it would be refused, or there is nothing to rerun
     */
    ChosenRerun ofRerun(String id, String requestedBy, String job, Map<String, List<String>> fields) {
        long lastSubmission =
                Objects.requireNonNullElseGet(new RequestFields(fields).lastSubmission(), reruns::lastSubmission);
        RunRequestParser.Rerun rerun = parser.parseRerun(fields);
        RerunChoice choice = reruns.choose(job, rerun.selection(), Wish.By.SERVE);
        if (choice.isEmpty() && !choice.isResumed()) {
            throw new UserException(Text.of("No rows to rerun."));
        }
        reruns.checkUnchanged(choice, lastSubmission);
        RunRequest request = request(requestedBy, rerun, choice).requestedAs(id);
        return new ChosenRerun(choice, runs.plan(request, apiTarget), lastSubmission);
    }

    /**
     * Plans a recorded run at one of its tries. What it has begun may have been resumed by another command since, even
     * in this process; to begin again would be to pay again.
     *
     * @param requestedRun as it is recorded now
     * @param spent what it has cost so far
     * @throws NotApprovedException if its price is not approved
     */
    RunPlan plan(RequestedRun requestedRun, Cost spent) {
        Wish own = runs.unfinished().ofRequestedRun(requestedRun.id()).orElse(null);
        Map<String, List<String>> fields = JSON.readValue(requestedRun.options(), new TypeReference<>() {});
        boolean hasBegun = requestedRun.runId() != null;
        List<String> command = fields.get(COMMAND);
        if (command != null) {
            return commanded(requestedRun, KeptRequest.parse(command.get(0)), own, spent);
        }
        RunPlan plan = requestedRun.rerunOf() == null
                ? runs.plan(sheetRun(requestedRun, fields, own, hasBegun), apiTarget)
                : runs.plan(rerun(requestedRun, fields, own, hasBegun), apiTarget);
        approvals.check(plan.offer(), spent, requestedRun.approval());
        return plan;
    }

    private RunRequest sheetRun(
            RequestedRun requestedRun, Map<String, List<String>> fields, @Nullable Wish own, boolean hasBegun) {
        RunRequest request = request(
                        requestedRun.requestedBy(),
                        Objects.requireNonNull(requestedRun.sheet()),
                        requestedRun.job(),
                        fields)
                .requestedAs(requestedRun.id());
        if (own != null && runs.unfinished().isOfLatestRun(own)) {
            return request.resume(requestedRun.job(), own, null);
        }
        if (own == null && hasBegun && request.fresh()) {
            throw new ResumedElsewhereException();
        }
        Long begun = requestedRun.runId();
        if (begun != null
                && request.limits().spending().maxCost() != null
                && !runs.unfinished().isOfLatestSheet(begun)) {
            throw new UserException( // it would be another run, which has spent nothing yet
                    Text.of(
                            "The job has run with another sheet since this run began, so its max_cost can't be enforced any more. Request the sheet again; you pay only for what is left."));
        }
        return request;
    }

    /** The wish that it resumes is found by its selection. */
    private RunRequest rerun(
            RequestedRun requestedRun, Map<String, List<String>> fields, @Nullable Wish own, boolean hasBegun) {
        if (own == null && hasBegun) {
            throw new ResumedElsewhereException();
        }
        List<String> confirmed = fields.remove(ChosenRerun.ROWS_SEEN);
        Long lastSubmission = new RequestFields(fields).lastSubmission();
        RunRequestParser.Rerun rerun = parser.parseRerun(fields);
        RerunChoice choice = reruns.choose(requestedRun.job(), rerun.selection(), Wish.By.SERVE);
        if (confirmed != null && !choice.isWithin(confirmed.get(0))) {
            throw new UserException(
                    Text.of("The rows to rerun have changed since this was requested. Request the rerun again."));
        }
        if (!choice.contentHash().equals(requestedRun.rerunOf())) {
            throw new UserException(
                    Text.of("The job has run with another sheet since this was requested. Request the rerun again."));
        }
        if (own == null && lastSubmission != null) { // an earlier version did not keep it
            reruns.checkUnchanged(choice, lastSubmission);
        }
        return request(requestedRun.requestedBy(), rerun, choice).requestedAs(requestedRun.id());
    }

    /** A command is repeated; the wish that it began before is found by its words. */
    private RunPlan commanded(RequestedRun requestedRun, KeptRequest kept, @Nullable Wish own, Cost spent) {
        if (own == null && requestedRun.runId() != null) {
            throw new ResumedElsewhereException();
        }
        RunRequest said = kept.request(requestedRun.sheet(), limits.standard()).requestedAs(requestedRun.id());
        RunPlan plan = runs.plan(
                kept.rerun().map(rows -> rerun(requestedRun, kept, said, rows)).orElse(said), apiTarget);
        if (kept.paysAgain() && (own == null ? !kept.isStillConfirmed(plan) : plan.resumedWish() != own.id())) {
            throw new UserException(
                    Text.of(
                            "The same command has run since you confirmed this one, so this one was not started, and nothing was charged for it. To pay once more, give the command again."));
        }
        if (!kept.covers(plan, spent)) {
            throw notConfirmed();
        }
        return plan;
    }

    private RunRequest rerun(
            RequestedRun requestedRun, KeptRequest kept, RunRequest said, RerunPlanner.Selection selection) {
        RerunChoice choice = reruns.choose(requestedRun.job(), selection, Wish.By.SHELL);
        if (!choice.contentHash().equals(requestedRun.rerunOf()) || !kept.isConfirmed(choice)) {
            throw notConfirmed();
        }
        return said.forRerun(choice);
    }

    private static UserException notConfirmed() {
        return new UserException(
                Text.of("The rows to pay for have changed since you confirmed them. Give the same command again."));
    }

    /** Returns the fields of a command's run, for {@link RequestedRun#options}. */
    static String fields(RunPlan confirmed, Language language) {
        return JSON.writeValueAsString(
                Map.of(COMMAND, List.of(KeptRequest.of(confirmed).json()), LANGUAGE, List.of(language.tag())));
    }

    /** Returns the language of the person at whose command it runs; empty if it was requested otherwise. */
    static Optional<Language> commandedIn(RequestedRun requestedRun) {
        Map<String, List<String>> fields = JSON.readValue(requestedRun.options(), new TypeReference<>() {});
        return Optional.ofNullable(fields.get(LANGUAGE)).map(language -> Language.of(language.get(0)));
    }

    /** Returns the command whose run it is; empty if it was requested otherwise. */
    static Optional<KeptRequest> commanded(RequestedRun requestedRun) {
        Map<String, List<String>> fields = JSON.readValue(requestedRun.options(), new TypeReference<>() {});
        return Optional.ofNullable(fields.get(COMMAND)).map(command -> KeptRequest.parse(command.get(0)));
    }

    private RunRequest request(String requestedBy, RunRequestParser.Rerun rerun, RerunChoice choice) {
        return held(requestedBy, rerun.request().served()).forRerun(choice);
    }

    private RunRequest held(String requestedBy, RunRequest said) {
        Payer payer = Payer.person(requestedBy, budgets.apply(requestedBy));
        return said.within(limits.hold(said.limits()).chargedTo(payer));
    }

    private RunRequest request(String requestedBy, Path sheet, String job, Map<String, List<String>> fields) {
        RunRequest said = parser.parse(sheet, fields).served();
        Path out = runs.results().folder(job).orElseGet(() -> results.resolve(job));
        return held(requestedBy, said.forSheet(sheet, job, out));
    }
}
