package dev.reelbatch.serve;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.Uploads;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.plan.KeptRequest;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.plan.SheetFileName;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The run of a command that a person at another process gives: planned there and then, confirmed, queued. */
public final class CommandedRun implements AutoCloseable {

    /** Who requests what is commanded at a shell of the home's owner. */
    private static final String BY_COMMAND = "owner";

    private final String id = UUID.randomUUID().toString();
    private final Path folder;
    private final Language language;
    private final RequestedRuns requestedRuns;
    private final Uploads uploads;
    private final SharedLimits limits;
    private @Nullable Path sheet;
    private boolean isQueued;

    /**
     * @param folder the person's working folder
     * @param language the person's
     */
    CommandedRun(Path folder, Language language, RequestedRuns requestedRuns, Uploads uploads, SharedLimits limits) {
        this.folder = folder;
        this.language = language;
        this.requestedRuns = requestedRuns;
        this.uploads = uploads;
        this.limits = limits;
    }

    /** Returns the request within the limits of all runs, with the sheet as it is now. */
    public RunRequest request(RunRequest said) {
        if (said.input() != null && sheet == null) {
            sheet = kept(said.input());
        }
        return said.within(limits.hold(said.limits())).handedOver(new RunRequest.HandedOver(folder, sheet));
    }

    private Path kept(Path input) {
        String name = String.valueOf(input.getFileName());
        try (InputStream content = Files.newInputStream(input)) {
            return uploads.keep(id, SheetFileName.of(name), content);
        } catch (IOException e) {
            throw new UserException(Text.of("%s can't be read: %s", input, e.getMessage()));
        }
    }

    /**
     * Records and queues the run, which is done from now on, also when this process is killed. If the same command to pay
     * again is waiting or running, that run is followed instead.
     *
     * @throws dev.reelbatch.text.UserException if that one is of another sheet, or has other options
     */
    public RunFollower queue(RunPlan confirmed) {
        RunFollower before = joined(confirmed).orElse(null);
        if (before != null) {
            return before;
        }
        RunFollower follower = new RunFollower(false);
        requestedRuns.record(draft(confirmed), follower);
        isQueued = true;
        return follower;
    }

    /**
     * Joins the run that the same command began before, if it is still waiting or running, so that repeating a command to
     * pay again resumes it, as without a server. Of two at one moment that find none, the later one is refused when its
     * turn comes.
     */
    private Optional<RunFollower> joined(RunPlan confirmed) {
        KeptRequest command = KeptRequest.of(confirmed);
        ServedRequestedRun before =
                requestedRuns.repeatedBy(confirmed.job(), command).orElse(null);
        if (before == null) {
            return Optional.empty();
        }
        if (!before.isOf(command, sheet)) {
            throw new UserException(Text.of(
                    "The same command, with another sheet or other options, is waiting or running in `serve`. Wait until %s has ended, or stop it, then give this command again.",
                    before.job()));
        }
        RunFollower follower = new RunFollower(true);
        return before.follow(follower) ? Optional.of(follower) : Optional.empty();
    }

    private RequestedRun.Draft draft(RunPlan confirmed) {
        String options = RequestedRunPlanner.fields(confirmed, language);
        RerunChoice rerun = confirmed.request().said().rerun();
        return new RequestedRun.Draft(
                id,
                BY_COMMAND,
                null,
                Sha256.of(options + id),
                confirmed.job(),
                sheet,
                rerun == null ? null : rerun.contentHash(),
                options,
                null); // whoever may use the shell of the home's owner needs nobody's approval
    }

    /** Forgets the sheet of a run that was not confirmed. */
    @Override
    public void close() {
        if (!isQueued) {
            uploads.delete(id);
        }
    }
}
