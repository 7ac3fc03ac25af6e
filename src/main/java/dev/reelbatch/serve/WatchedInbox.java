package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.inbox.InboxWatcher;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import org.jspecify.annotations.Nullable;

/** An inbox whose sheets are run, each as a job of its own. */
final class WatchedInbox implements AutoCloseable {

    private final ServedJob job;
    private final ServedJob.HotFolder folder;
    private final Session session;
    private final ApiTarget apiTarget;
    private final Dispatcher dispatcher;
    private final ServeLog serveLog;
    private final Inbox inbox;
    private final ResultsFolder results;
    private @Nullable InboxWatcher inboxWatcher;

    /**
     * Opens the inbox.
     *
     * @throws dev.reelbatch.inbox.InboxException if it can't be used
     */
    WatchedInbox(
            ServedJob job,
            ServedJob.HotFolder folder,
            Session session,
            ApiTarget apiTarget,
            Server.Way way,
            Dispatcher dispatcher,
            ServeLog serveLog,
            Time time) {
        this.job = job;
        this.folder = folder;
        this.session = session;
        this.apiTarget = apiTarget;
        this.dispatcher = dispatcher;
        this.serveLog = serveLog;
        this.inbox = Inbox.open(
                folder.folder(),
                new Inbox.Rules(folder.settle(), folder.doneMarker(), way.lookEvery()),
                new Inbox.Owner(session.homeId(), way.rehearsal()),
                time);
        this.results = new ResultsFolder(job.request().out(), inbox.results(), time);
    }

    /** Resumes the sheets that an earlier process left unfinished, then starts watching. */
    void watch() {
        for (ClaimedFile file : inbox.unfinished()) {
            serveLog.say(job.name(), Text.of("Resuming %s, interrupted earlier", file.name()));
            dispatcher.add(errand(file, true));
        }
        serveLog.say(job.name(), Text.of("Watching %s", folder.folder()));
        inboxWatcher = inbox.watch(this::taken, notice -> serveLog.say(job.name(), notice));
    }

    /** Takes sheets again that have changed since they were taken. Called regularly. */
    void takeChanged() {
        for (ClaimedFile file : inbox.changed()) {
            serveLog.say(job.name(), Text.of("%s changed after it was taken; taking it again", file.name()));
            dispatcher.add(errand(file, false));
        }
    }

    private void taken(ClaimedFile file) {
        serveLog.say(job.name(), Text.of("Took %s", file.name()));
        dispatcher.add(errand(file, false));
    }

    private ServedRun errand(ClaimedFile file, boolean resumed) {
        return new InboxRun(file, job, results, session.runs(), apiTarget, resumed, serveLog);
    }

    @Override
    public void close() {
        if (inboxWatcher != null) {
            inboxWatcher.close();
        }
    }
}
