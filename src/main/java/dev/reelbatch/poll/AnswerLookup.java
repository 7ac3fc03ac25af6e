package dev.reelbatch.poll;

import dev.reelbatch.api.ExternalIdAnswer;
import dev.reelbatch.api.StatusAnswer;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.LostAnswers;
import dev.reelbatch.ledger.LostAnswers.Accepted;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.task.TaskId;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Looks up the task of a submission whose answer was lost, by the id of ours that it carries.
 *
 * <p>A task that is found is the row's. A denial is believed only if nothing else can be true: how the API denies a
 * task is not documented, and one that can't be asked by such an id denies every task. So a submission counts as not
 * accepted once all of this holds, at the same moment:
 *
 * <ul>
 *   <li>the API has denied it several times in a row, over at least {@link PollSettings#lookupFor}, since the request
 *       may still be on its way to the API;
 *   <li>it finds the task of a submission that it accepted from this account, by the id that that one carries;
 *   <li>it denies an id that was never sent in just the same way.
 * </ul>
 *
 * Time is counted from the first answer of this process, without the wall clock, which may be set. Anything else leaves
 * the row in doubt.
 */
final class AnswerLookup {

    private static final Logger log = LoggerFactory.getLogger(AnswerLookup.class);
    private static final int DENIALS = 3;
    private static final int LONGER = 2;

    private final TasksClient api;
    private final LostAnswers ledger;
    private final Duration lookupFor;
    private final Duration patience;
    private final StatusAnswerRules rules;
    private final AnswerHistory history;
    private final StopSignal stop;
    private final Time time;

    /** @param patience the time after which an API that does not answer is left alone */
    AnswerLookup(
            TasksClient api,
            LostAnswers ledger,
            Duration lookupFor,
            Duration patience,
            StatusAnswerRules rules,
            AnswerHistory history,
            StopSignal stop,
            Time time) {
        this.api = api;
        this.ledger = ledger;
        this.lookupFor = lookupFor;
        this.patience = patience;
        this.rules = rules;
        this.history = history;
        this.stop = stop;
        this.time = time;
    }

    /** The evidence that a denial means that there is no task. */
    private enum Proof {
        GIVEN,
        NOT_YET,
        /** The API can't be asked by such ids, or denies the tasks of another account. */
        IMPOSSIBLE
    }

    /** Asks once. Returns whether the clip need not be looked up again. */
    boolean isSettled(ScheduledPoll lost) {
        OpenTask task = lost.task;
        ExternalIdAnswer answer = api.findByExternalId(task.taskId());
        CrashPoint.BEFORE_STATUS_RECORDED.reach();
        if (stop.isStopped()) {
            return true; // it is looked up again at the next start
        }
        rules.applyOfDoubted(answer.status());
        history.add(task, answer.status());
        if (isUsable(answer.status()) && lost.answeredSince == null) {
            lost.answeredSince = time.nanos();
        }
        if (answer.taskId() != null) {
            return found(task, answer.taskId()) || isOver(lost);
        }
        return answer.denial() != null && isDecided(lost, answer.denial()) || isOver(lost);
    }

    private static boolean isUsable(StatusAnswer answer) {
        return !(answer instanceof StatusAnswer.Denied)
                && !(answer instanceof StatusAnswer.Unanswered none && none.isOutOfOrder());
    }

    /** Believes a task that was found, unless the API finds one for an id that was never sent. */
    private boolean found(OpenTask lost, String taskId) {
        ExternalIdAnswer aboutNone = api.findByExternalId(unknownId());
        if (stop.isStopped() || aboutNone.taskId() != null) {
            return stop.isStopped();
        }
        boolean found = ledger.found(lost, taskId);
        log.info("The lost answer of clip {}: task {}, {}", lost.clipId(), taskId, found ? "found" : "not its own");
        return true;
    }

    private boolean isDecided(ScheduledPoll lost, String look) {
        lost.denied(look, time.nanos());
        boolean isDue = isLong(lost.deniedSince, lookupFor);
        if (lost.denials < DENIALS || !isDue && lost.denials > DENIALS) {
            return false;
        }
        Proof proof = proof(lost.task, look);
        if (stop.isStopped()) {
            return true;
        }
        if (proof == Proof.GIVEN && isDue) {
            boolean queued = ledger.denied(
                    lost.task,
                    Text.of("The API knows no task of this submission, so it is sent again. It said: %s", look));
            log.info("Clip {} was not accepted ({}): {}", lost.task.clipId(), look, queued ? "queued" : "in doubt");
            return true;
        }
        return proof == Proof.IMPOSSIBLE;
    }

    private Proof proof(OpenTask lost, String look) {
        Optional<Accepted> accepted = ledger.accepted(lost, api.account());
        if (accepted.isEmpty()) {
            return Proof.NOT_YET;
        }
        ExternalIdAnswer aboutIt = api.findByExternalId(accepted.get().externalId());
        if (!names(aboutIt, accepted.get())) {
            return aboutIt.denial() != null ? Proof.IMPOSSIBLE : Proof.NOT_YET;
        }
        ExternalIdAnswer aboutNone = api.findByExternalId(unknownId());
        if (aboutNone.taskId() != null) {
            return Proof.IMPOSSIBLE;
        }
        return look.equals(aboutNone.denial()) ? Proof.GIVEN : Proof.NOT_YET;
    }

    private static boolean names(ExternalIdAnswer answer, Accepted accepted) {
        if (answer.taskId() == null) {
            return false;
        }
        TaskId named = new TaskId(answer.taskId());
        return named.isSameAs(new TaskId(accepted.taskId())) || named.isSameAs(new TaskId(accepted.externalId()));
    }

    private static String unknownId() {
        return UUID.randomUUID().toString();
    }

    /** Returns whether the run has waited long enough, so that the row stays in doubt until the next start. */
    private boolean isOver(ScheduledPoll lost) {
        Duration longest = lookupFor.multipliedBy(LONGER);
        return isLong(lost.answeredSince, longest)
                || isLong(lost.firstAskedAt, patience.compareTo(longest) > 0 ? patience : longest);
    }

    private boolean isLong(@Nullable Long since, Duration atLeast) {
        return since != null && time.since(since).compareTo(atLeast) >= 0;
    }
}
