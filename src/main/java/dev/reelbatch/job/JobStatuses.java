package dev.reelbatch.job;

import dev.reelbatch.api.ApiNames;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.ledger.Charges;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.ReportLedger.SubmissionLine;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.Ledgers;
import dev.reelbatch.stage.RestingClips;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands where, for {@code status}. */
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
     * @param accepted of the states' clips, those that a person accepted as they are
     * @param atRest clips that no run asks for any more by itself
     * @param runningSince when the try began that is going on now, seen from another process; else null
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

    /** All jobs by name; those that never ran are left out. */
    public List<JobStanding> jobs() {
        return ledgers.runs().jobs().stream()
                .flatMap(job -> standing(job).stream())
                .toList();
    }

    /** Empty if there is no such job, or it never ran. */
    public Optional<JobStanding> find(String name) {
        return ledgers.runs().job(JobName.checked(name)).flatMap(this::standing);
    }

    /** @throws UserException if there is no such job */
    public JobStanding job(String name) {
        return standing(known(name))
                .orElseThrow(() -> new UserException(Text.of("The job \"%s\" has not run yet.", name)));
    }

    /** Every POST ever made for the job. To be closed. */
    public Stream<SubmissionLine> submissions(String name) {
        return ledgers.report().submissions(known(name));
    }

    /**
     * Videos that are open on other APIs, where nothing asks for them, by address.
     *
     * @param api that is asked; null for the one that was submitted to last
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

    /** The same for people, an address a line. */
    public static List<String> openElsewhereWords(Map<String, Integer> openByAddress) {
        return openByAddress.entrySet().stream()
                .map(open -> Text.of(
                        "%s submitted to %s: no run asks for it now. To get what is ready, run a sheet with --api-url %s.",
                        Text.counted(open.getValue(), "video"), open.getKey(), open.getKey()))
                .toList();
    }

    private NamedJob known(String name) {
        return ledgers.runs().job(JobName.checked(name)).orElseThrow(() -> ledgers.unknownJob(name));
    }

    private Optional<JobStanding> standing(NamedJob job) {
        return ledgers.runs().latestRun(job).map(run -> standing(job, run));
    }

    private JobStanding standing(NamedJob job, Run run) {
        Map<ClipState, Integer> states = ledgers.rows().states(run.id());
        return new JobStanding(
                job,
                run,
                states,
                accepted(run, states),
                ledgers.rows().withError(run.id(), RestingClips.CODE),
                ledgers.rows().invalidRows(run.id()),
                ledgers.report().money(run.id()),
                batch.runningSince(run).orElse(null));
    }

    private int accepted(Run run, Map<ClipState, Integer> states) {
        return sum(states)
                - states.getOrDefault(ClipState.DELIVERED, 0)
                - sum(ledgers.rows().needWork(run.id()));
    }

    private static int sum(Map<ClipState, Integer> states) {
        return states.values().stream().mapToInt(Integer::intValue).sum();
    }
}
