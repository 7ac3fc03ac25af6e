package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;

/** The ledger operations of the submit step. Every write here concerns money and is on the disk when it returns. */
public final class SubmitLedger {

    private static final String BEGUN = """
            run_id = ?, file_stem = ?, submitted_at = ?, finished_at = null, task_id = null, request_id = null""";
    private static final String ACCEPTED = "task_id = ?, request_id = ?";

    private static final String LATEST_TASK = """
            select task_id from submission where run_id = ? and outcome = 'ACCEPTED' order by id desc limit 1
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Spending spending;
    private final TaskIndex tasks;
    private final DoubtedTasks doubted;
    private final LostAnswers lost;
    private final Submissions submissions;

    public SubmitLedger(JdbcClient jdbc, Journal journal, Time time, ZoneId zone) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.spending = new Spending(jdbc, zone);
        journal.share(spending);
        this.tasks = new TaskIndex(jdbc);
        this.submissions = new Submissions(jdbc, time);
        this.doubted = new DoubtedTasks(jdbc, journal, spending);
        this.lost = new LostAnswers(jdbc, journal, submissions, tasks, spending);
    }

    /**
     * Records the time zone of budgets in the home; called before anything is submitted.
     *
     * @param wanted null to keep the home's zone
     */
    public void keepBudgetZone(@Nullable ZoneId wanted) {
        journal.recordMoney(transitions -> {
            spending.keepZone(wanted, transitions.now());
            return null;
        });
    }

    /** Returns the amounts spent, or possibly spent, in the budget's current day or month, by currency. */
    public Cost spent(SpendingLimits.Budget budget) {
        return journal.record(transitions -> spending.spentInPeriod(budget, transitions.now()));
    }

    /**
     * Returns the amounts charged to a person, or to a job file, in the current day or month of their budget, by
     * currency.
     */
    public Cost spentBy(Payer.Account account, boolean isPerson) {
        return journal.record(transitions -> spending.spentBy(account, isPerson, transitions.now()));
    }

    Spending spending() {
        return spending;
    }

    /** Returns the run's latest task; empty if it has none yet. */
    public Optional<String> latestTask(long runId) {
        return jdbc.sql(LATEST_TASK).param(runId).query(String.class).optional();
    }

    /** The result of trying to begin a submission. */
    public sealed interface Begin {
        /** The submission is on the disk; the POST may leave. */
        record Begun(OpenSubmission submission) implements Begin {}

        /** Nothing was written: the next submission would exceed a limit. */
        record TooExpensive(SpendingLimits.Reached limit) implements Begin {}
    }

    /**
     * Records a submission and moves its clip QUEUED -> SUBMITTING, unless that would exceed a spending limit.
     *
     * @param videos the folder for its video; a QUEUED clip has none yet, whatever was submitted before
     * @param wish the wish of the command that submits it
     * @param externalId the id of our own that it will carry; null if the model takes none
     * @throws StaleClipException if the clip is no longer QUEUED, or waits for another wish to pay again
     */
    public Begin begin(
            QueuedClip queued,
            long runId,
            Wish wish,
            Path videos,
            SpendingLimits limits,
            @Nullable ExternalId externalId) {
        return journal.recordMoney(transitions -> {
            Instant now = transitions.now();
            Clip clip = queued.clip();
            Optional<SpendingLimits.Reached> reached = spending.limitReached(clip, runId, limits, now);
            if (reached.isPresent()) {
                return new Begin.TooExpensive(reached.get());
            }
            String stem = videos.resolve(queued.fileName()).toString();
            ClipChange begun = ClipChange.NOTHING_ELSE
                    .with(BEGUN, runId, stem, Columns.at(now))
                    .ifPaidBy(wish);
            transitions.move(clip.id(), runId, clip.state(), ClipState.SUBMITTING, begun);
            long id = submissions.insert(queued, runId, now, externalId);
            spending.book(id, clip, runId, limits.payer(), now);
            return new Begin.Begun(new OpenSubmission(id, clip.submitting(runId), now, externalId));
        });
    }

    /**
     * Records a task id: SUBMITTING -> SUBMITTED. An id given before, to this clip or another, is no new task, and it
     * is unknown whether there is one: SUBMITTING -> IN_DOUBT.
     *
     * @return the reason for the doubt; empty if the task is the submission's own
     */
    public Optional<ClipError> accepted(OpenSubmission submission, String taskId, @Nullable String requestId) {
        return journal.recordMoney(transitions -> {
            TaskIndex.Known known = add(submission.clip(), taskId);
            if (known != TaskIndex.Known.NEW) {
                ClipError doubt = known.fault();
                doubt(transitions, submission, new NamedTask(taskId, requestId), known, doubt);
                return Optional.of(doubt);
            }
            submissions.answered(submission, Outcome.ACCEPTED, taskId, requestId, null);
            transitions.move(
                    submission.clip(), ClipState.SUBMITTED, ClipChange.NOTHING_ELSE.with(ACCEPTED, taskId, requestId));
            return Optional.empty();
        });
    }

    private TaskIndex.Known add(Clip clip, String taskId) {
        return tasks.add(clip.id(), clip.api(), taskId);
    }

    private record NamedTask(String id, @Nullable String requestId) {}

    /**
     * Puts the submission in doubt. The clip keeps the task to check, unless another clip has it, whose video it
     * would show.
     */
    private void doubt(
            Transitions transitions,
            OpenSubmission submission,
            NamedTask task,
            TaskIndex.Known known,
            ClipError doubt) {
        submissions.answered(submission, Outcome.UNKNOWN, task.id(), task.requestId(), doubt);
        ClipChange change = ClipChange.because(doubt);
        transitions.move(
                submission.clip(),
                ClipState.IN_DOUBT,
                known == TaskIndex.Known.OF_ANOTHER_CLIP ? change : change.with(ACCEPTED, task.id(), task.requestId()));
    }

    /** Records a submission that was certainly not accepted: SUBMITTING -> QUEUED, nothing spent. */
    public void notAccepted(OpenSubmission submission, ClipError clipError) {
        journal.recordMoney(transitions -> {
            submissions.answered(submission, Outcome.NOT_ACCEPTED, null, null, clipError);
            transitions.move(submission.clip(), ClipState.QUEUED, ClipChange.because(clipError));
            spending.takeBack(submission);
            return null;
        });
    }

    /** Records a refusal of this row: SUBMITTING -> FAILED, nothing spent. */
    public void refused(OpenSubmission submission, ClipError clipError) {
        journal.recordMoney(transitions -> {
            submissions.answered(submission, Outcome.REFUSED, null, null, clipError);
            transitions.move(submission.clip(), ClipState.FAILED, ClipChange.because(clipError));
            spending.takeBack(submission);
            return null;
        });
    }

    /**
     * Records a submission that may have been accepted: SUBMITTING -> IN_DOUBT, counted as spent.
     *
     * @param taskId the task named in the response, to be checked; null if it names none
     */
    public void inDoubt(OpenSubmission submission, @Nullable String taskId, ClipError clipError) {
        journal.recordMoney(transitions -> {
            if (taskId == null) {
                submissions.answered(submission, Outcome.UNKNOWN, null, null, clipError);
                transitions.move(submission.clip(), ClipState.IN_DOUBT, ClipChange.because(clipError));
            } else {
                doubt(transitions, submission, new NamedTask(taskId, null), add(submission.clip(), taskId), clipError);
            }
            return null;
        });
    }

    /** Returns the operations on tasks that may exist although the API denied it. */
    public DoubtedTasks doubted() {
        return doubted;
    }

    /** Returns the operations on submissions whose answers were lost and whose tasks can be asked for. */
    public LostAnswers lost() {
        return lost;
    }

    /** Takes back refusals that a stop rule found not to be these rows' fault: FAILED -> QUEUED. */
    public void takeRefusalsBack(List<OpenSubmission> refused) {
        journal.recordMoney(transitions -> {
            for (OpenSubmission submission : refused) {
                Clip clip = submission.clip();
                transitions.move(clip.id(), clip.runId(), ClipState.FAILED, ClipState.QUEUED, ClipChange.NOTHING_ELSE);
            }
            return null;
        });
    }
}
