package dev.reelbatch.serve;

import dev.reelbatch.api.Proxies;
import dev.reelbatch.api.SheetLink;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.plan.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A job file in the form {@code serve} needs: exactly one source, and a schedule.
 *
 * @param name the name of the job; the files of an inbox are jobs called {@code <name>/<file name>}
 * @param file the job file's name, without its folder
 * @param request the options of {@code run}; without a sheet for an inbox or a rerun
 * @param schedule null for an inbox, which is watched all the time
 * @param approval the price from which its runs need approval; null for that of the home
 */
public record ServedJob(
        String name,
        String file,
        Source source,
        RunRequest request,
        @Nullable When schedule,
        @Nullable ApprovalRule approval) {

    /** Creates a job file whose runs need approval if the home says so. */
    public ServedJob(String name, String file, Source source, RunRequest request, @Nullable When schedule) {
        this(name, file, source, request, schedule, null);
    }

    /** The source of the rows. */
    public sealed interface Source {}

    /** A sheet, read again at each due time. */
    public record Sheet(Path file) implements Source {}

    /**
     * A sheet behind a link, fetched again at each due time.
     *
     * @param proxies that lead to its host
     */
    public record Link(SheetLink link, Proxies proxies) implements Source {}

    /**
     * A hot folder.
     *
     * @param settle the time for which a file must be unchanged before it is taken; unused with a marker
     * @param doneMarker true if a file is taken only once {@code name.csv.done} exists beside it
     */
    public record HotFolder(Path folder, Duration settle, boolean doneMarker) implements Source {}

    /** A rerun of rows of another job. */
    public record Rerun(String job, RerunPlanner.Selection selection) implements Source {}

    /**
     * The due times.
     *
     * @param catchUp true if a time missed while no process ran is caught up at the next start
     */
    public record When(Schedule schedule, boolean catchUp) {}

    /** Returns the name of the job that runs; for a rerun, the job whose rows are rerun. */
    String runsAs() {
        return source instanceof Rerun rerun ? rerun.job() : name;
    }

    /** Returns true if the job file is the origin of this run. */
    boolean began(ServedRun run) {
        return source instanceof HotFolder
                ? run instanceof InboxRun && run.origin().startsWith(name + "/")
                : run instanceof JobRun && run.origin().equals(name);
    }

    /** Returns the folder that its results go to, if it has one of its own. */
    Optional<Path> results() {
        return Optional.ofNullable(request.out())
                .or(() -> source instanceof HotFolder inbox ? Optional.of(inbox.folder()) : Optional.empty());
    }

    /** Returns true if both run the rows of the same job, or watch an inbox. */
    boolean isOfTheSameKind(ServedJob other) {
        return source.getClass() == other.source.getClass() && JobName.isSame(runsAs(), other.runsAs());
    }

    ServedJob within(RunLimits limits) {
        return new ServedJob(name, file, source, request.within(limits), schedule, approval);
    }
}
