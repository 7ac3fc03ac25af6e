package dev.reelbatch.job;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.job.BatchExecutions.RunKey;
import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.ReportRow;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.RunReadings;
import dev.reelbatch.ledger.RunTotals;
import dev.reelbatch.ledger.SubmissionHistory;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.report.ManifestStatus;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The state of every job, for {@code status}. */
public final class JobStatuses {

    private final Ledgers ledgers;
    private final BatchExecutions batch;

    public JobStatuses(Ledgers ledgers, BatchExecutions batch) {
        this.ledgers = ledgers;
        this.batch = batch;
    }

    /**
     * A job's latest run.
     *
     * @param accepted number of these clips that a person accepted without a video
     * @param atRest number of clips that later runs no longer check
     * @param runningSince start of a try under way in another process; null if there is none
     */
    public record JobStanding(
            NamedJob job,
            Run run,
            Map<ClipState, Integer> states,
            int accepted,
            int atRest,
            int invalidRows,
            List<Charges> money,
            @Nullable Instant runningSince) {}

    /** Returns all jobs by name, leaving out those that never ran. */
    public List<JobStanding> jobs() {
        return standings(ledgers.runs().latestRuns());
    }

    /** Returns some jobs by name, leaving out those that never ran. */
    public List<JobStanding> jobs(int limit, int offset) {
        return standings(ledgers.runs().latestRuns(limit, offset));
    }

    /** Returns runs, which need not be their jobs' latest, by their ids. */
    public Map<Long, JobStanding> ofRuns(Collection<Long> runs) {
        return standings(ledgers.runs().runs(runs)).stream()
                .collect(Collectors.toMap(standing -> standing.run().id(), Function.identity()));
    }

    /** Returns the job; empty if there is none of this name, or it never ran. */
    public Optional<JobStanding> find(String name) {
        return ledgers.jobs().job(JobName.checked(name)).flatMap(this::standing);
    }

    /**
     * Returns the job.
     *
     * @throws UserException if there is no such job
     */
    public JobStanding job(String name) {
        return standing(known(name))
                .orElseThrow(() -> new UserException(Text.of("The job \"%s\" has not run yet.", name)));
    }

    /** Returns every POST ever made for the job. The stream must be closed. */
    public Stream<SubmissionHistory.Line> submissions(String name) {
        return ledgers.submissions().ofJob(known(name));
    }

    /**
     * Returns POSTs, the latest first.
     *
     * @param name of the job; null for all
     * @throws UserException if there is no such job
     */
    public List<SubmissionHistory.Line> latestSubmissions(@Nullable String name, int limit, int offset) {
        return ledgers.submissions().latest(name == null ? null : known(name), limit, offset);
    }

    /**
     * Returns some rows of a run, once per variant, in the order of its sheet.
     *
     * @param status only rows of this status; null for all
     */
    public List<ReportRow> rows(long runId, @Nullable ManifestStatus status, int limit, int offset) {
        Set<ClipState> states = status == null
                ? null
                : Arrays.stream(ClipState.values())
                        .filter(state -> ManifestStatus.of(state) == status)
                        .collect(Collectors.toSet());
        boolean invalid = status == ManifestStatus.FAILED;
        return ledgers.report().rows(ledgers.runs().run(runId), states, invalid, limit, offset);
    }

    /**
     * Returns the number of videos open on other APIs, where no run checks them, by address.
     *
     * @param api the API in use; null for the one of the latest submission
     */
    public Map<String, Integer> openElsewhere(@Nullable String api) {
        String here = api == null ? ledgers.identity().latestApi().orElse("") : api;
        Map<String, Integer> elsewhere = new TreeMap<>();
        ledgers.identity().open().forEach((name, clips) -> {
            if (!name.equals(here)) {
                elsewhere.put(name.equals(ApiNames.VENDOR) ? ApiSettings.VENDOR.toString() : name, clips);
            }
        });
        return elsewhere;
    }

    /** Returns the same as text for people, one address a line. */
    public static List<String> openElsewhereText(Map<String, Integer> openByAddress) {
        return openByAddress.entrySet().stream()
                .map(open -> Text.of(
                        "%s submitted to %s, which no run checks now. To get videos that are ready, run a sheet with --api-url %s.",
                        Text.counted(open.getValue(), "video"), open.getKey(), open.getKey()))
                .toList();
    }

    private NamedJob known(String name) {
        return ledgers.jobs().job(JobName.checked(name)).orElseThrow(() -> ledgers.unknownJob(name));
    }

    private Optional<JobStanding> standing(NamedJob job) {
        return ledgers.runs().latestRun(job).map(this::standing);
    }

    /** Returns the latest run of any sheet of an inbox. */
    public Optional<JobStanding> latestIn(String inbox) {
        return ledgers.runs().latestRunIn(inbox).map(this::standing);
    }

    /** Returns the folder of a run's results. */
    public Path outOf(long runId) {
        return ledgers.runs().run(runId).outDir();
    }

    /** Returns what a limit of a command that continues the run counts as spent: nothing if another run begins with it. */
    public BigDecimal spentBefore(Run run) {
        return batch.isCompleted(run) ? BigDecimal.ZERO : run.spent();
    }

    /** Returns what is read of runs once for all who look at them. */
    public RunReadings readings() {
        return ledgers.totals().readings();
    }

    /** Returns a run, which need not be its job's latest. */
    public JobStanding ofRun(long runId) {
        return standing(ledgers.runs().run(runId));
    }

    private JobStanding standing(Run run) {
        return standings(List.of(run)).get(0);
    }

    private List<JobStanding> standings(List<Run> runs) {
        Map<Long, RunTotals.Totals> totals = ledgers.totals().of(runs);
        Map<RunKey, Instant> running = batch.running();
        return runs.stream()
                .map(run -> standing(run, Objects.requireNonNull(totals.get(run.id())), running.get(RunKey.of(run))))
                .toList();
    }

    private static JobStanding standing(Run run, RunTotals.Totals totals, @Nullable Instant runningSince) {
        return new JobStanding(
                run.job(),
                run,
                totals.states(),
                accepted(totals),
                totals.withCode(),
                totals.invalidRows(),
                totals.money(),
                runningSince);
    }

    private static int accepted(RunTotals.Totals totals) {
        return totals.states().values().stream().mapToInt(Integer::intValue).sum()
                - totals.states().getOrDefault(ClipState.DELIVERED, 0)
                - totals.states().getOrDefault(ClipState.CANCELLED, 0)
                - totals.needWork();
    }
}
