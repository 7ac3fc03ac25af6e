package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.plan.InvalidRowsException;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A run of a sheet that was dropped into an inbox; when it ends, the sheet leaves {@code working/}. */
final class InboxRun implements ServedRun {

    private final ClaimedFile file;
    private final @Nullable String corrected; // the job whose rows the file corrects
    private final String job;
    private final ServedJob inbox;
    private final ResultsFolder results;
    private final RunService runs;
    private final ApiTarget apiTarget;
    private final boolean resumed;
    private final ServeLog serveLog;
    private @Nullable Path out;
    private volatile boolean hasRun;

    InboxRun(
            ClaimedFile file,
            ServedJob inbox,
            ResultsFolder results,
            RunService runs,
            ApiTarget apiTarget,
            boolean resumed,
            ServeLog serveLog) {
        this.file = file;
        String own = JobName.inInbox(inbox.name(), Path.of(file.inputName() + ".csv"));
        this.corrected = runs.correctedJob(file.file(), inbox.request().reading())
                .filter(name -> name.startsWith(inbox.name() + "/")) // another inbox's job is refused
                .orElse(null);
        this.job = corrected == null ? own : corrected;
        this.inbox = inbox;
        this.results = results;
        this.runs = runs;
        this.apiTarget = apiTarget;
        this.resumed = resumed;
        this.serveLog = serveLog;
    }

    @Override
    public String origin() {
        return job;
    }

    @Override
    public String job() {
        return job;
    }

    @Override
    public boolean isResumed() {
        return resumed;
    }

    @Override
    public RunPlan plan() {
        String sha256 = file.remember().orElse("");
        Wish cutShort = resumed ? runs.cutShort(job, sha256).orElse(null) : null;
        if (cutShort != null) { // the options may have changed since then
            RunPlan runPlan = runs.plan(inbox.request().resume(job, cutShort, null), apiTarget);
            out = runPlan.out();
            return runPlan;
        }
        if (out == null && corrected == null) {
            out = file.earlierResults()
                    .or(() -> runs.resultsOf(job, sha256))
                    .orElseGet(() -> results.of(job.substring(job.indexOf('/') + 1)));
        }
        RunPlan runPlan =
                runs.plan(inbox.request().forSheet(file.file(), job, out).withPicturesIn(file.inbox()), apiTarget);
        out = runPlan.out();
        return runPlan;
    }

    @Override
    public RunPlan begin(RunPlan planned) {
        return planned;
    }

    @Override
    public void ended(RunResult result) {
        Path folder = Objects.requireNonNull(out);
        Path page = result.ending() == RunOutcome.DELIVERED
                ? file.done(folder)
                : file.failed(folder, String.join("\n", result.summary()));
        serveLog.say(job, Text.of("Finished %s: %s", file.name(), page));
    }

    @Override
    public void hasRun(RunResult result) {
        hasRun = true;
    }

    @Override
    public void stopped() {
        String reason = Text.of("Stopped by a person. Drop the sheet again to resume.");
        Path page = out != null && hasRun ? file.failed(out, reason) : file.rejected(reason, null);
        serveLog.say(job, Text.of("Finished %s: %s", file.name(), page));
    }

    @Override
    public void refused(RuntimeException why) {
        String reason = String.join("\n", RefusedRun.lines(why));
        Path page = file.rejected(reason, why instanceof InvalidRowsException invalid ? invalid.rows() : null);
        serveLog.say(job, Text.of("Returned %s with errors: %s", file.name(), page));
    }
}
