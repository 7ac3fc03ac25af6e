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

/** Finds the run that a sheet means, or makes it: before the job, and before anything is spent. */
public final class RunRegistry {

    private static final Logger log = LoggerFactory.getLogger(RunRegistry.class);

    private final Ledgers ledgers;
    private final Predicate<Run> isCompleted;
    private final HomeGuard guard;

    /** @param isCompleted whether Spring Batch will not start the run again */
    public RunRegistry(Ledgers ledgers, Predicate<Run> isCompleted, HomeGuard guard) {
        this.ledgers = ledgers;
        this.isCompleted = isCompleted;
        this.guard = guard;
    }

    /**
     * What a sheet means in the light of what the home knows; nothing is written yet.
     *
     * @param latest the job's latest run, if there is one
     * @param goOn whether it is the same content as the latest run's, so that this goes on with it
     * @param corrects whether it is the latest run's sheet but for corrected rows
     * @param isLoaded whether the latest run's rows hold what they are to hold
     * @param said what the command asks for
     * @param wish that goes on; null where one begins
     * @param rerun rows that are to be brought back; null if it is no rerun
     * @param otherIds clips of other ids that rows are going to adopt, with what these ask for
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

    /** @throws UserException if the job is another sheet's */
    @Nullable NamedJob knownJob(String name, String folder, boolean namedByPerson) {
        NamedJob job = ledgers.runs().job(name).orElse(null);
        if (job != null
                && !namedByPerson
                && !job.folder().isEmpty()
                && !job.folder().equals(folder)) {
            throw new UserException(Text.of(
                    "The job \"%s\" belongs to the sheet in %s, and this one lies in %s. If it is the same sheet, name the job: --job %s; if it is another one, give it another name with --job.",
                    job.name(), job.folder(), folder, job.name()));
        }
        return job;
    }

    /** Which of the chosen rows get their next take. */
    static Takes takes(Wish.Draft said, @Nullable Wish wish, RowRanges chosen) {
        return said.kind() == Wish.Kind.FRESH ? new Takes(wish == null ? 0 : wish.id(), chosen) : Takes.NONE;
    }

    /** Whether nothing at all is left to do for this sheet. */
    public boolean isComplete(Intent intent) {
        Run latest = intent.latest();
        return latest != null
                && intent.isLoaded()
                && (intent.rerun() == null || !intent.rerun().changesAnything())
                && isCompleted.test(latest)
                && latest.outDir().equals(intent.out())
                && isSettled(latest)
                && delivered().vanished(latest).isEmpty();
    }

    /** A clip of a complete run may have been brought back since, by another run that holds it as well. */
    private boolean isSettled(Run run) {
        return ledgers.rows().needWork(run.id()).isEmpty();
    }

    /** From now on the same words go on, until the wish has ended. */
    public Wish begin(Intent intent, Run run) {
        Wish goesOn = intent.wish();
        Wish wish = goesOn == null
                ? ledgers.wishes().begin(intent.said(), run)
                : ledgers.wishes().goOn(goesOn, intent.said().by(), run);
        if (intent.rerun() != null) {
            intent.rerun().bringBack(ledgers.rerun(), run, wish);
        }
        return wish;
    }

    /** Writes the intent down: claims OUT, makes the job and the run as far as they are missing. */
    public Run settle(Intent intent) {
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

    /** Whether a run that is gone on with takes other bytes itself; a new run does once it is completed. */
    boolean isLoadedAnew(Run run) {
        return !isCompleted.test(run);
    }

    /** @param isKnown whether the job has results there: what they lie on has failed, and will be mended */
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
        return new DeliveredFiles(ledgers.download());
    }
}
