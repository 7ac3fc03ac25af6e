package dev.reelbatch.plan;

import dev.reelbatch.download.DeliveredFiles;
import dev.reelbatch.home.Inputs;
import dev.reelbatch.ledger.NamedJob;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.Takes;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetTotals;
import dev.reelbatch.report.ReportException;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
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
     * The meaning of a sheet given what the home knows; nothing is written yet.
     *
     * @param latest the job's latest run, if there is one
     * @param goOn true if the content is the same as the latest run's, so that it is resumed
     * @param corrects true if it is the latest run's sheet except for corrected rows
     * @param isLoaded true if the latest run's rows already hold their clips
     * @param said the wish of the command
     * @param wish the wish that is resumed; null if one begins
     * @param rerun rows to be run again; null if it is no rerun
     * @param otherIds clips of other ids that rows are going to adopt, with the rows' keys
     */
    public record Intent(
            String jobName,
            String folder,
            Path out,
            Inputs.Copy copy,
            String inputPath,
            SheetTotals sheet,
            RowRules rules,
            RunOptions options,
            @Nullable NamedJob job,
            @Nullable Run latest,
            boolean goOn,
            boolean corrects,
            boolean isLoaded,
            Wish.Draft said,
            @Nullable Wish wish,
            @Nullable RerunChoice rerun,
            Map<Long, RequestKeys> otherIds) {

        public Run.Draft draft() {
            Long before = latest != null && (goOn || corrects) ? (Long) latest.id() : null;
            return new Run.Draft(sheet.contentHash(), copy.sha256(), inputPath, options.json(), out, before);
        }
    }

    /**
     * Returns the job of this name; null if there is none.
     *
     * @throws UserException if the job belongs to another sheet
     */
    @Nullable NamedJob knownJob(String name, String folder, boolean namedByPerson) {
        NamedJob job = ledgers.runs().job(name).orElse(null);
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

    /** Returns the chosen rows that get their next take. */
    static Takes takes(Wish.Draft said, @Nullable Wish wish, RowRanges chosen) {
        return said.kind() == Wish.Kind.FRESH ? new Takes(wish == null ? 0 : wish.id(), chosen) : Takes.NONE;
    }

    /** Returns true if nothing is left to do for this sheet. */
    public boolean isComplete(Intent intent) {
        Run latest = intent.latest();
        return latest != null
                && intent.isLoaded()
                && (intent.rerun() == null || !intent.rerun().changesAnything())
                && isCompleted.test(latest)
                && latest.outDir().equals(intent.out())
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

    /** Begins the wish; until it ends, repeating the command resumes it. */
    public Wish begin(Intent intent, Run run) {
        Wish goesOn = intent.wish();
        Wish wish = goesOn == null
                ? ledgers.wishes().begin(intent.said(), run)
                : ledgers.wishes().resume(goesOn, intent.said().by(), run);
        if (intent.rerun() != null) {
            intent.rerun().queueAgain(ledgers.rerun(), run, wish);
        }
        return wish;
    }

    /** Writes the intent down: claims OUT, and makes the job and the run if they are missing. */
    public Run register(Intent intent) {
        ledgers.identity().noteApi(intent.rules().apiName());
        Run run = settled(intent);
        if (!intent.otherIds().isEmpty()) {
            ledgers.identity().addOtherIds(intent.otherIds());
        }
        new CheckCache(ledgers.runs()).keep(run, intent.copy(), intent.rules(), intent.sheet());
        return run;
    }

    private Run settled(Intent intent) {
        NamedJob job = job(intent);
        Run latest = intent.latest();
        Path aside = claim(
                intent.out(), job.name(), latest != null && latest.outDir().equals(intent.out()));
        if (aside != null) {
            log.info("The rehearsal's results in {} are now in {}", intent.out(), aside);
        }
        if (latest == null || !intent.goOn()) {
            return ledgers.runs().createRun(job, intent.draft());
        }
        if (isLoadedAnew(latest)) {
            return ledgers.runs().updateRun(latest, intent.draft());
        }
        return intent.isLoaded()
                ? ledgers.runs().updateRun(ledgers.runs().copyRun(latest), intent.draft())
                : ledgers.runs().createRun(job, intent.draft());
    }

    private NamedJob job(Intent intent) {
        NamedJob job = intent.job();
        if (job == null) {
            return ledgers.runs().createJob(intent.jobName(), intent.folder());
        }
        return job.folder().isEmpty() ? ledgers.runs().setFolder(job, intent.folder()) : job;
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
