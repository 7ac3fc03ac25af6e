package dev.reelbatch.plan;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds or makes the run for a sheet, before the job starts and before anything is spent. */
public final class RunRegistry {

    private static final Logger log = LoggerFactory.getLogger(RunRegistry.class);

    private final Ledgers ledgers;
    private final Predicate<Run> isCompleted;
    private final HomeGuard guard;

    /** @param isCompleted tests if Spring Batch will not start the run again */
    public RunRegistry(Ledgers ledgers, Predicate<Run> isCompleted, HomeGuard guard) {
        this.ledgers = ledgers;
        this.isCompleted = isCompleted;
        this.guard = guard;
    }

    /**
     * Returns the job of this name; null if there is none.
     *
     * @throws UserException if the job belongs to another sheet
     */
    @Nullable NamedJob knownJob(String name, String folder, boolean namedByPerson) {
        NamedJob job = ledgers.jobs().job(name).orElse(null);
        if (job != null
                && !namedByPerson
                && !job.folder().isEmpty()
                && !job.folder().equals(folder)) {
            throw new UserException(Text.of(
                    "The job \"%s\" belongs to the sheet in %s, but this sheet is in %s. If it is the same sheet, add --job %s; if it is a different one, choose another name with --job.",
                    job.name(), job.folder(), folder, job.name()));
        }
        return job;
    }

    /** Returns true if nothing is left to do. */
    public boolean isComplete(RunPlan plan) {
        Run latest = plan.latest();
        RerunChoice rerun = plan.resumption().rerun();
        return latest != null
                && plan.isLoaded()
                && (rerun == null || !rerun.changesAnything())
                && isCompleted.test(latest)
                && latest.outDir().equals(plan.out())
                && isDone(latest)
                && delivered().vanished(latest).isEmpty();
    }

    /**
     * Returns true if no clip needs work. A clip of a complete run may have been queued since by another run that also
     * holds it.
     */
    private boolean isDone(Run run) {
        return ledgers.rows().needWork(run.id()).isEmpty();
    }

    /**
     * Begins the plan's wish; until it ends, repeating the command resumes it.
     *
     * @param together is recorded in the same transaction
     */
    public Wish begin(RunPlan plan, Run run, Runnable together) {
        Resumption resumption = plan.resumption();
        Wish wish = resumption.wish() == null
                ? ledgers.wishes().begin(resumption.said(), run, together)
                : ledgers.wishes().resume(resumption.wish(), resumption.said(), run, together);
        if (resumption.rerun() != null) {
            resumption.rerun().queueAgain(ledgers.rerun(), run, wish);
        }
        return wish;
    }

    /** Writes the plan down: claims OUT, and makes the job and the run if they are missing. */
    public Run register(RunPlan plan) {
        ledgers.identity().noteApi(plan.rules().apiName());
        Run run = recorded(plan);
        if (!plan.otherIds().isEmpty()) {
            ledgers.identity().addOtherIds(plan.otherIds());
        }
        new CheckCache(ledgers.runs())
                .keep(run, plan.source().copy(), plan.rules(), plan.sheet().totals());
        return run;
    }

    private Run recorded(RunPlan plan) {
        NamedJob job = job(plan.source());
        Run latest = plan.latest();
        Path aside =
                claim(plan.out(), job.name(), latest != null && latest.outDir().equals(plan.out()));
        if (aside != null) {
            log.info("The rehearsal's results in {} are now in {}", plan.out(), aside);
        }
        if (latest == null || !plan.resumption().resumesRun()) {
            return ledgers.runs().createRun(job, plan.draft());
        }
        if (isLoadedAnew(latest)) {
            return ledgers.runs().updateRun(latest, plan.draft());
        }
        return plan.isLoaded()
                ? ledgers.runs().updateRun(ledgers.runs().copyRun(latest), plan.draft())
                : ledgers.runs().createRun(job, plan.draft());
    }

    private NamedJob job(SheetSource.Source source) {
        NamedJob job = source.job();
        if (job == null) {
            return ledgers.jobs().createJob(source.jobName(), source.folder());
        }
        return job.folder().isEmpty() ? ledgers.jobs().setFolder(job, source.folder()) : job;
    }

    /** Returns true if a resumed run takes other bytes itself; once it is completed, a new run does. */
    boolean isLoadedAnew(Run run) {
        return !isCompleted.test(run);
    }

    /** @param isKnown true if the job has results there: then the folder's disk has failed, and will be fixed */
    private @Nullable Path claim(Path out, String jobName, boolean isKnown) {
        try {
            return guard.folder(out).claim(guard.marker(jobName));
        } catch (IOException e) {
            if (isKnown) {
                throw new ReportException(out, e);
            }
            throw new UserException(Text.of(
                    "Can't write to %s: %s. Make it writable, or name another folder with --out.",
                    out, e.getMessage()));
        }
    }

    public DeliveredFiles delivered() {
        return new DeliveredFiles(ledgers.download().files());
    }
}
