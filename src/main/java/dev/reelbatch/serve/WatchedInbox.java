package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.inbox.InboxWatcher;
import dev.reelbatch.ledger.ScheduleLedger.Pause;
import dev.reelbatch.plan.ApiTarget;
import dev.reelbatch.session.Session;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** An inbox whose sheets are run, each as a job of its own, with the inboxes of people in it. */
final class WatchedInbox implements AutoCloseable {

    private final ServedJob job;
    private final ServedJob.HotFolder folder;
    private final Session session;
    private final ApiTarget apiTarget;
    private final Server.Way way;
    private final Dispatcher dispatcher;
    private final ServeLog serveLog;
    private final JobFileRunRecords records;
    private final RecurringWork recurring;
    private final Pauses pauses;
    private final Time time;
    private final InboxFolder everybodys;
    private final Set<InboxRun> open = ConcurrentHashMap.newKeySet();
    private @Nullable InboxWatcher inboxWatcher; // null in a pause
    private @Nullable PeoplesInboxes peoples;
    private boolean isOpen;

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
            JobFileRunRecords records,
            RecurringWork recurring,
            Pauses pauses,
            ServeLog serveLog,
            Time time) {
        this.job = job;
        this.folder = folder;
        this.session = session;
        this.apiTarget = apiTarget;
        this.way = way;
        this.dispatcher = dispatcher;
        this.serveLog = serveLog;
        this.records = records;
        this.recurring = recurring;
        this.pauses = pauses;
        this.time = time;
        this.everybodys = open(folder.folder(), null);
    }

    /**
     * Opens a folder.
     *
     * @param person whose own it is; null for everybody's
     * @throws dev.reelbatch.inbox.InboxException if it can't be used
     */
    private InboxFolder open(Path dir, @Nullable String person) {
        Inbox inbox = Inbox.open(
                dir,
                new Inbox.Rules(folder.settle(), folder.doneMarker(), way.lookEvery()),
                new Inbox.Owner(session.homeId(), way.rehearsal()),
                way.publicUrl(),
                time);
        Path out = job.request().out();
        Path ownOut = out == null || person == null ? out : out.resolve(person);
        return new InboxFolder(inbox, new ResultsFolder(ownOut, inbox.results(), time), person, session.users());
    }

    /** Resumes the sheets that an earlier process left unfinished, then starts watching unless it is paused. */
    synchronized void watch() {
        resume(everybodys);
        peoples = new PeoplesInboxes(
                everybodys.inbox(), this::open, this::begin, notice -> serveLog.say(job.name(), notice), time);
        peoples.look();
        isOpen = true;
        pauses.of(job.name()).ifPresentOrElse(this::tell, this::follow);
    }

    private InboxWatcher.Watch begin(InboxFolder inboxFolder, Path dir) {
        resume(inboxFolder);
        return watch(inboxFolder, dir);
    }

    private void resume(InboxFolder inboxFolder) {
        for (ClaimedFile file : inboxFolder.inbox().unfinished()) {
            if (open.stream().anyMatch(run -> run.isOf(file.file()))) {
                continue; // its folder was gone for a moment
            }
            serveLog.say(job.name(), Text.of("Resuming %s, interrupted earlier", file.name()));
            add(file, inboxFolder, true);
        }
    }

    private InboxWatcher.Watch watch(InboxFolder inboxFolder, Path dir) {
        if (inboxWatcher == null) {
            return () -> {};
        }
        serveLog.say(job.name(), Text.of("Watching %s", dir));
        return inboxWatcher.add(
                inboxFolder.inbox(), file -> taken(file, inboxFolder), notice -> serveLog.say(job.name(), notice));
    }

    /** Begins or ceases to take sheets, as it is paused or not. When it returns, none is being taken in a pause. */
    synchronized void follow() {
        if (peoples == null || !isOpen) {
            return;
        }
        Optional<Pause> pause = pauses.of(job.name());
        if (pause.isPresent() && inboxWatcher != null) {
            inboxWatcher.close();
            inboxWatcher = null;
            peoples.watch((own, dir) -> () -> {});
            tell(pause.get());
        } else if (pause.isEmpty() && inboxWatcher == null) {
            inboxWatcher = new InboxWatcher(way.lookEvery());
            watch(everybodys, folder.folder());
            peoples.watch(this::watch);
        }
    }

    private void tell(Pause pause) {
        serveLog.say(job.name(), Text.of("Paused by %s; nothing starts until it is resumed", pause.by()));
    }

    /** Takes sheets again that have changed, finds new folders of people, and renews pages. Called regularly. */
    void look() {
        recurring.attempt(job.name(), "sheets", this::lookForSheets);
        recurring.attempt(job.name(), "pages", () -> open.forEach(InboxRun::renewPage));
    }

    private synchronized void lookForSheets() {
        takeChanged(everybodys);
        if (peoples != null) {
            peoples.look();
            peoples.all().forEach(this::takeChanged);
        }
    }

    private void takeChanged(InboxFolder inboxFolder) {
        if (inboxWatcher == null) { // paused
            return;
        }
        for (ClaimedFile file : inboxFolder.inbox().changed()) {
            serveLog.say(job.name(), Text.of("%s changed after it was taken; taking it again", file.name()));
            add(file, inboxFolder, false);
        }
    }

    private void taken(ClaimedFile file, InboxFolder inboxFolder) {
        serveLog.say(
                job.name(),
                inboxFolder.person() == null
                        ? Text.of("Took %s", file.name())
                        : Text.of("Took %s of %s", file.name(), inboxFolder.person()));
        add(file, inboxFolder, false);
    }

    private void add(ClaimedFile file, InboxFolder inboxFolder, boolean resumed) {
        InboxRun run = new InboxRun(
                file, job, inboxFolder, session.runs(), apiTarget, records, resumed, serveLog, open::remove, time);
        open.add(run);
        run.renewPage();
        dispatcher.add(run);
        recurring.attempt(run.job(), "turn", run::record); // it comes all the same if the disk refuses
    }

    /** Ends the watch. */
    @Override
    public synchronized void close() {
        isOpen = false;
        if (inboxWatcher != null) {
            inboxWatcher.close();
        }
    }

    /** Says on the pages of unfinished sheets that nothing works on them until the next start. */
    void leave() {
        open.forEach(InboxRun::leavePage);
    }
}
