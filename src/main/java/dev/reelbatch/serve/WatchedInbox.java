package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.inbox.InboxWatcher;
import dev.reelbatch.ledger.ScheduleLedger.Pause;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** An inbox whose sheets are run, each as a job of its own, with the inboxes of people in it. */
final class WatchedInbox implements AutoCloseable {

    private final InboxServices services;
    private final Set<InboxRun> open;
    private final ServeLog serveLog;
    private volatile ServedJob job;
    private volatile ServedJob.HotFolder folder;
    private InboxFolder everybodys;
    private @Nullable InboxWatcher inboxWatcher; // null in a pause
    private @Nullable PeoplesInboxes peoples;
    private boolean isOpen;

    /**
     * Opens the inbox.
     *
     * @param open the runs of sheets in work, of all inboxes
     * @throws dev.reelbatch.inbox.InboxException if it can't be used
     */
    WatchedInbox(ServedJob job, ServedJob.HotFolder folder, Set<InboxRun> open, InboxServices services) {
        this.job = job;
        this.folder = folder;
        this.open = open;
        this.services = services;
        this.serveLog = services.serveLog();
        this.everybodys = open(folder.folder(), null);
    }

    ServedJob job() {
        return job;
    }

    Path dir() {
        return folder.folder();
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
                rules(folder),
                new Inbox.Owner(services.session().homeId(), services.way().rehearsal()),
                services.way().publicUrl(),
                services.time());
        return new InboxFolder(
                inbox, results(inbox, person), person, services.session().users());
    }

    private Inbox.Rules rules(ServedJob.HotFolder of) {
        return new Inbox.Rules(of.settle(), of.doneMarker(), services.way().lookEvery());
    }

    private ResultsFolder results(Inbox inbox, @Nullable String person) {
        Path out = job.request().out();
        return new ResultsFolder(
                out == null || person == null ? out : out.resolve(person), inbox.results(), services.time());
    }

    /** Takes what has changed in its job file besides the folder; sheets in work keep what they began with. */
    synchronized void change(ServedJob changed) {
        ServedJob before = job;
        job = changed;
        folder = (ServedJob.HotFolder) changed.source();
        if (folder.equals(before.source())
                && Objects.equals(changed.request().out(), before.request().out())) {
            return;
        }
        everybodys = changed(everybodys);
        if (peoples != null) {
            peoples.change(this::changed);
        }
        if (inboxWatcher != null) {
            ceaseToWatch();
            follow();
        }
    }

    private InboxFolder changed(InboxFolder before) {
        Inbox inbox = before.inbox().withRules(rules(folder));
        return new InboxFolder(inbox, results(inbox, before.person()), before.person(), before.users());
    }

    /** Resumes the sheets that an earlier process left unfinished, then starts watching unless it is paused. */
    synchronized void watch() {
        resume(everybodys);
        peoples = new PeoplesInboxes(
                everybodys.inbox(),
                this::open,
                this::begin,
                notice -> serveLog.say(job.name(), notice),
                services.time());
        peoples.look();
        isOpen = true;
        services.pauses().of(job.name()).ifPresentOrElse(this::tell, this::follow);
    }

    private InboxWatcher.Watch begin(InboxFolder inboxFolder, Path dir) {
        resume(inboxFolder);
        return watch(inboxFolder, dir);
    }

    private void resume(InboxFolder inboxFolder) {
        for (ClaimedFile file : inboxFolder.inbox().unfinished()) {
            if (open.stream().anyMatch(run -> run.sheet().equals(file.file()))) {
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
        Optional<Pause> pause = services.pauses().of(job.name());
        if (pause.isPresent() && inboxWatcher != null) {
            ceaseToWatch();
            tell(pause.get());
        } else if (pause.isEmpty() && inboxWatcher == null) {
            inboxWatcher = new InboxWatcher(services.way().lookEvery());
            watch(everybodys, folder.folder());
            peoples.watch(this::watch);
        }
    }

    private void ceaseToWatch() {
        Objects.requireNonNull(inboxWatcher).close();
        inboxWatcher = null;
        Objects.requireNonNull(peoples).watch((own, dir) -> () -> {});
    }

    private void tell(Pause pause) {
        serveLog.say(job.name(), Text.of("Paused by %s; nothing starts until it is resumed", pause.by()));
    }

    /** Takes sheets again that have changed, and finds new folders of people. Called regularly. */
    void look() {
        services.recurring().attempt(job.name(), "sheets", this::lookForSheets);
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
        InboxRun run = new InboxRun(file, job, inboxFolder, services, resumed, open::remove);
        open.add(run);
        run.renewPage();
        services.dispatcher().add(run);
        services.recurring().attempt(run.job(), "turn", run::record); // it comes all the same if the disk refuses
    }

    /** Ends the watch. */
    @Override
    public synchronized void close() {
        isOpen = false;
        if (inboxWatcher != null) {
            inboxWatcher.close();
        }
    }
}
