package dev.reelbatch.serve;

import dev.reelbatch.inbox.InboxException;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The inboxes that are watched: opened, changed and left as the job files say. */
final class WatchedInboxes {

    private final InboxServices services;
    private final Set<InboxRun> open = ConcurrentHashMap.newKeySet(); // of all, also of those that were left
    private final Map<String, WatchedInbox> inboxes = new ConcurrentHashMap<>();

    WatchedInboxes(InboxServices services) {
        this.services = services;
    }

    /**
     * What a change of the job files leads to.
     *
     * @param jobs that are served from now on: one whose inbox can't be opened stays as it was, or is left out
     * @param opened the new inboxes, by the names of their jobs
     */
    record Change(List<ServedJob> jobs, Map<String, WatchedInbox> opened, List<JobFileSource.Problem> problems) {}

    /**
     * Opens the inboxes of a server that starts.
     *
     * @throws InboxException if one can't be used
     */
    void open(List<ServedJob> jobs) {
        for (ServedJob job : jobs) {
            if (job.source() instanceof ServedJob.HotFolder folder) {
                inboxes.put(job.name(), new WatchedInbox(job, folder, open, services));
            }
        }
    }

    /** Resumes the sheets that an earlier process left unfinished, then starts watching. */
    void watch() {
        inboxes.values().forEach(WatchedInbox::watch);
    }

    /** Opens the inboxes of new job files, and leaves those that are not served any more. */
    Change prepare(List<ServedJob> wanted) {
        leaveAllBut(wanted);
        List<ServedJob> jobs = new ArrayList<>();
        Map<String, WatchedInbox> opened = new HashMap<>();
        List<JobFileSource.Problem> problems = new ArrayList<>();
        for (ServedJob job : wanted) {
            WatchedInbox before = inboxes.get(job.name());
            if (!(job.source() instanceof ServedJob.HotFolder folder)
                    || before != null && before.dir().equals(folder.folder())) {
                jobs.add(job);
                continue;
            }
            Supplier<String> problem = openInto(opened, job, folder);
            if (problem == null) {
                jobs.add(job);
                continue;
            }
            problems.add(new JobFileSource.Problem(job.file(), problem));
            if (before != null) {
                jobs.add(before.job());
            }
        }
        return new Change(jobs, opened, problems);
    }

    /** Returns why the inbox can't be opened; null if it is. */
    private @Nullable Supplier<String> openInto(
            Map<String, WatchedInbox> opened, ServedJob job, ServedJob.HotFolder folder) {
        if (isUsed(folder.folder())) {
            return () -> Text.of(
                    "Sheets that were dropped into its folder before are still in work; it is watched when they are done.");
        }
        try {
            opened.put(job.name(), new WatchedInbox(job, folder, open, services));
            return null;
        } catch (InboxException e) {
            return () -> String.valueOf(e.getMessage());
        }
    }

    private void leaveAllBut(List<ServedJob> wanted) {
        List<String> kept = wanted.stream()
                .filter(job -> job.source() instanceof ServedJob.HotFolder)
                .map(ServedJob::name)
                .toList();
        inboxes.forEach((name, inbox) -> {
            if (!kept.contains(name)) {
                inbox.close();
                inboxes.remove(name);
            }
        });
    }

    private boolean isUsed(Path folder) {
        return inboxes.values().stream().anyMatch(inbox -> inbox.dir().equals(folder))
                || open.stream().anyMatch(run -> run.sheet().startsWith(folder));
    }

    /** Watches as the changed job files say, now that they are served. */
    void change(Change change) {
        for (ServedJob job : change.jobs()) {
            WatchedInbox now = change.opened().get(job.name());
            WatchedInbox before = inboxes.get(job.name());
            if (now != null) {
                if (before != null) {
                    before.close();
                }
                inboxes.put(job.name(), now);
                now.watch();
            } else if (before != null) {
                before.change(job);
            }
        }
    }

    /** Takes sheets again that have changed, finds new folders of people, and renews pages. Called regularly. */
    void look() {
        inboxes.values().forEach(WatchedInbox::look);
        services.recurring().attempt("", "pages", () -> open.forEach(InboxRun::renewPage));
    }

    /** Begins or ceases to take sheets, as the job files are paused or not. */
    void follow() {
        inboxes.values().forEach(WatchedInbox::follow);
    }

    void close() {
        inboxes.values().forEach(WatchedInbox::close);
    }

    /** Says on the pages of unfinished sheets that nothing works on them until the next start. */
    void leave() {
        open.forEach(InboxRun::leavePage);
    }
}
