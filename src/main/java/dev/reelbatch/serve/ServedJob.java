package dev.reelbatch.serve;

import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunRequest;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A job file, as {@code serve} sees it: exactly one source, and when to look at it.
 *
 * @param name what the job is called; an inbox's files are jobs called {@code <name>/<file's name>}
 * @param request the options of {@code run}; without a sheet for an inbox or a rerun
 * @param schedule null for an inbox, which is watched all the time
 */
public record ServedJob(
        String name,
        Source source,
        RunRequest request,
        @Nullable When schedule) {

    /** Where the rows come from. */
    public sealed interface Source {}

    /** A sheet, read anew whenever its time comes. */
    public record Sheet(Path file) implements Source {}

    /**
     * A hot folder.
     *
     * @param settle how long a file must be unchanged; of no meaning with a marker
     * @param doneMarker whether a file is taken only once {@code name.csv.done} lies beside it
     */
    public record HotFolder(Path folder, Duration settle, boolean doneMarker) implements Source {}

    /** Rows of another job, brought back. */
    public record Rerun(String job, RerunPlanner.Selection selection) implements Source {}

    /**
     * When.
     *
     * @param catchUp whether a time that was missed, since nothing ran, is made up for at the next start
     */
    public record When(Schedule schedule, boolean catchUp) {}

    /** The job that runs: for a rerun the one whose rows are brought back. */
    String runsAs() {
        return source instanceof Rerun rerun ? rerun.job() : name;
    }

    ServedJob within(RunRequest.Limits limits) {
        return new ServedJob(name, source, request.within(limits), schedule);
    }
}
