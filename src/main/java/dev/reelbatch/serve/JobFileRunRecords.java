package dev.reelbatch.serve;

import dev.reelbatch.inbox.WantedApproval;
import dev.reelbatch.ledger.Approval;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.JobFileRun;
import dev.reelbatch.ledger.JobFileRun.Origin;
import dev.reelbatch.ledger.JobFileRunLedger;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.RequestedRunLedger;
import dev.reelbatch.ledger.RunPrice;
import dev.reelbatch.ledger.User;
import dev.reelbatch.session.Session;
import dev.reelbatch.session.Users;
import dev.reelbatch.text.Text;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The records of the runs of job files, and their approvals: what is asked, and what was answered. */
final class JobFileRunRecords {

    private final JobFileRunLedger ledger;
    private final RequestedRunLedger requestedRuns;
    private final Users users;
    private final Pauses pauses;
    private final CurrentJobFiles jobs;
    private final ApprovalRule ofHome;
    private final Map<String, RequestRecord> open = new ConcurrentHashMap<>();

    JobFileRunRecords(Session session, Pauses pauses, CurrentJobFiles jobs) {
        this.ledger = session.jobFileRuns();
        this.requestedRuns = session.requestedRuns();
        this.users = session.users();
        this.pauses = pauses;
        this.jobs = jobs;
        this.ofHome = ApprovalRule.ofHome(session.approveAbove());
    }

    /** Returns the record of a run that is going to begin. */
    JobFileRunRecord of(ServedJob job) {
        return new JobFileRunRecord(this, rule(job), new Subject(new Origin(job.name(), ""), job.runsAs(), ""));
    }

    /**
     * Returns the record of a dropped sheet's run.
     *
     * @param dropped its path in the folder working
     * @param person to whom it is charged; empty for nobody
     */
    JobFileRunRecord of(ServedJob job, String runsAs, String dropped, String person) {
        return new JobFileRunRecord(this, rule(job), new Subject(new Origin(job.name(), dropped), runsAs, person));
    }

    private Supplier<ApprovalRule> rule(ServedJob job) {
        return () -> Objects.requireNonNullElse(jobs.latest(job).approval(), ofHome);
    }

    /**
     * What is run.
     *
     * @param person who requested it; empty for nobody in particular
     */
    record Subject(Origin origin, String job, String person) {

        Subject orderedBy(String by) {
            return new Subject(origin, job, by);
        }
    }

    /** Returns true if a person has paused its job file. */
    boolean isPaused(Subject subject) {
        return pauses.has(subject.origin().jobFile());
    }

    /** Ends what a person stopped when an earlier process was killed before it had done so. */
    void endStopped() {
        left().stream()
                .filter(JobFileRun::stopWanted)
                .forEach(recorded -> new RequestRecord(recorded.run().id(), requestedRuns).stopped(stopped()));
    }

    private static String stopped() {
        return Text.of("Stopped by a person.");
    }

    /** Returns everything that an earlier process has left. */
    List<JobFileRun> left() {
        return ledger.open();
    }

    /**
     * Returns what an earlier process has left of the same; of several, the older ones are closed.
     *
     * @param wanted which of them is meant
     */
    Optional<JobFileRun> left(Subject subject, Predicate<JobFileRun> wanted) {
        List<JobFileRun> left =
                ledger.open(subject.origin()).stream().filter(wanted).toList();
        left.stream().limit(Math.max(0, left.size() - 1)).forEach(older -> close(older, replaced(last(left))));
        return left.isEmpty() ? Optional.empty() : Optional.of(last(left));
    }

    private static JobFileRun last(List<JobFileRun> recorded) {
        return recorded.get(recorded.size() - 1);
    }

    /** Records a run of which nothing has been asked yet. */
    JobFileRun add(Subject subject) {
        return add(subject, "", null);
    }

    private JobFileRun add(Subject subject, String content, @Nullable Approval approval) {
        return ledger.add(
                new RequestedRun.Draft(
                        UUID.randomUUID().toString(),
                        subject.person(),
                        null,
                        content,
                        subject.job(),
                        null,
                        null,
                        "{}",
                        approval),
                subject.origin());
    }

    /**
     * Asks for an approval. If one was asked for before it began, that is replaced by another run.
     *
     * @throws RefusedByPersonException if somebody has stopped it
     */
    JobFileRun ask(Subject subject, RunPrice price, String content, JobFileRun before) {
        if (before.run().approval() == null || before.run().runId() != null) {
            if (!ledger.ask(before.run().id(), price, content)) {
                throw refusal(before);
            }
            return now(before);
        }
        JobFileRun recorded = add(subject, content, new Approval(price, null, null));
        close(before, replaced(recorded));
        return recorded;
    }

    /** Records that the admin who orders a run approves it. */
    JobFileRun approve(JobFileRun ordered, RunPrice price, String content, String by) {
        ledger.approve(ordered.run().id(), price, content, by);
        return now(ordered);
    }

    /** Returns what it has cost so far. */
    Cost spent(JobFileRun recorded) {
        return requestedRuns.spent(recorded.run().id());
    }

    /** Returns true if a schedule's run was refused for the same reason the last time, and that is noted there. */
    boolean isRefusedAgain(Subject subject, RuntimeException why) {
        return subject.origin().dropped().isEmpty()
                && ledger.refusedAgain(subject.origin().jobFile(), RefusedRun.text(why, false));
    }

    RefusedByPersonException refusal(JobFileRun stopped) {
        JobFileRun now = now(stopped);
        String why = now.run().message() == null ? stopped() : now.run().message();
        return new RefusedByPersonException(why, now.refusedBy());
    }

    private static String replaced(JobFileRun by) {
        return Text.of(
                "Its sheet or its price has changed. It needs another approval, as run %s.",
                by.run().id());
    }

    /** Returns why a run that has not begun is not done by itself. */
    String joined(JobFileRun by) {
        return Text.of(
                "Run %s, which waits for an approval, is for the same.",
                by.run().id());
    }

    /** Returns why something that an earlier process has left can't be taken up; empty if it can. */
    Optional<String> over(JobFileRun left, @Nullable ServedJob job) {
        String dropped = left.origin().dropped();
        if (job == null || dropped.isEmpty() == job.source() instanceof ServedJob.HotFolder) {
            return Optional.of(NotServedException.text());
        }
        return dropped.isEmpty() || Files.exists(Path.of(dropped), LinkOption.NOFOLLOW_LINKS)
                ? Optional.empty()
                : Optional.of(Text.of("The sheet is no longer in the folder."));
    }

    /** Ends something that is not run any more. */
    void close(JobFileRun recorded, String why) {
        new RequestRecord(recorded.run().id(), requestedRuns).stopped(why);
        settle(recorded);
    }

    JobFileRun now(JobFileRun recorded) {
        return ledger.find(recorded.run().id());
    }

    /** Returns false if somebody has stopped it. */
    boolean begin(JobFileRun recorded) {
        return ledger.begin(recorded.run().id());
    }

    /** Records that a run was made for it; called in the transaction that records its wish. */
    void begun(JobFileRun recorded, long runId) {
        ledger.begun(recorded.run().id(), runId);
    }

    /** Records that a person wants it to stop. */
    void wantStop(JobFileRun recorded) {
        requestedRuns.wantStop(recorded.run().id());
    }

    void settle(JobFileRun recorded) {
        ledger.settle(recorded.run().id());
        RequestRecord record = open.remove(recorded.run().id());
        if (record != null) {
            record.tellOfEnd();
        }
    }

    /** Returns the record of a run, which people may watch from now on. */
    RequestRecord record(JobFileRun recorded) {
        return open.computeIfAbsent(recorded.run().id(), id -> new RequestRecord(id, requestedRuns));
    }

    /** Returns the record of a run that is not over. */
    Optional<RequestRecord> record(String id) {
        return Optional.ofNullable(open.get(id));
    }

    /** Returns what people have to know who wait for an approval. */
    WantedApproval wanted(RunPrice price, ApprovalRule rule) {
        return new WantedApproval(
                price.text(),
                String.valueOf(rule.above()),
                users.all().stream()
                        .filter(user -> user.role() == User.Role.ADMIN)
                        .map(User::name)
                        .toList());
    }
}
