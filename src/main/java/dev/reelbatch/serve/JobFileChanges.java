package dev.reelbatch.serve;

import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Takes up job files that have come, changed or gone while a server runs. A run in progress keeps what it began with;
 * one that waits takes the present limits on money when it begins; nothing is run because a file was saved.
 */
final class JobFileChanges {

    private final JobFileSource source;
    private final CurrentJobFiles jobs;
    private final SharedLimits limits;
    private final WatchedInboxes inboxes;
    private final Schedules schedules;
    private final JobFiles jobFiles;
    private final ServeLog serveLog;
    private final Map<String, String> said = new HashMap<>(); // the problem of each file
    private boolean isServing;
    private boolean isPaceSaid;
    private boolean isPending; // an inbox could not be opened

    JobFileChanges(
            JobFileSource source,
            CurrentJobFiles jobs,
            SharedLimits limits,
            WatchedInboxes inboxes,
            Schedules schedules,
            JobFiles jobFiles,
            ServeLog serveLog) {
        this.source = source;
        this.jobs = jobs;
        this.limits = limits;
        this.inboxes = inboxes;
        this.schedules = schedules;
        this.jobFiles = jobFiles;
        this.serveLog = serveLog;
    }

    /** Opens the inboxes of the job files that a server starts with. */
    synchronized void begin() {
        inboxes.open(jobs.all());
    }

    /** Takes up changes from now on. */
    synchronized void follow() {
        inboxes.watch();
        isServing = true;
    }

    /** Takes up no changes any more. */
    synchronized void end() {
        isServing = false;
        inboxes.close();
    }

    /** Looks for changes, and takes them up. Any thread may call it. */
    synchronized void takeUp() {
        if (!isServing || !source.look() && !isPending) {
            return;
        }
        List<ServedJob> before = jobs.all();
        WatchedInboxes.Change change =
                inboxes.prepare(source.jobs().stream().map(limits::hold).toList());
        isPending = !change.problems().isEmpty();
        jobs.replace(change.jobs());
        inboxes.change(change);
        schedules.change(change.jobs());
        jobFiles.changed(change.problems());
        sayChanges(before, change.jobs());
        sayProblems();
    }

    private void sayChanges(List<ServedJob> before, List<ServedJob> now) {
        for (ServedJob job : now) {
            ServedJob former = named(job.name(), before);
            if (former == null) {
                serveLog.say(job.name(), Text.of("Its job file %s is new, and is served from now on", job.file()));
            } else if (!former.equals(job)) {
                serveLog.say(
                        job.name(), Text.of("Its job file %s has changed; it applies from the next run", job.file()));
            }
        }
        before.stream()
                .filter(job -> named(job.name(), now) == null)
                .forEach(job -> serveLog.say(
                        job.name(), Text.of("Its job file %s is gone; nothing more starts for it", job.file())));
        sayPace();
    }

    private void sayPace() {
        boolean isOther = !source.jobs().isEmpty()
                && !SharedLimits.of(source.jobs(), limits.standard()).equals(limits);
        if (isOther && !isPaceSaid) {
            serveLog.say(
                    Text.of(
                            "The lowest rate, max-in-flight and patience of the job files are shared by all runs; what they say of them now applies from the next start of serve"));
        }
        isPaceSaid = isOther;
    }

    private static @Nullable ServedJob named(String name, List<ServedJob> jobs) {
        return jobs.stream().filter(job -> job.name().equals(name)).findFirst().orElse(null);
    }

    private void sayProblems() {
        Map<String, String> now = new HashMap<>();
        jobFiles.problems()
                .forEach(problem -> now.put(problem.file(), problem.why().get()));
        now.forEach((file, why) -> {
            if (!Objects.equals(said.get(file), why)) {
                serveLog.say(Text.of("The job file %s can't be taken up as it is now: %s", file, why));
            }
        });
        said.clear();
        said.putAll(now);
    }
}
