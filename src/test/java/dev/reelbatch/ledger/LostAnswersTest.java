package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.API;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is recorded about submissions whose answers were lost, and which carry an id of ours. */
class LostAnswersTest {

    private static final ClipError OOPS = new ClipError(500, "internal_error", "Oops");

    private final LedgerFixture ledger = new LedgerFixture();
    private final LostAnswers lost = ledger.submits.lost();
    private final Run run = ledger.run("job", Path.of("/out"), LedgerFixture.asking(2, 1, "a", LedgerFixture.PRICE));

    @AfterEach
    void close() {
        ledger.close();
    }

    private OpenSubmission begin() {
        ExternalId id = new ExternalId(UUID.randomUUID().toString(), "account");
        QueuedClip queued = ledger.queued(run).get(0);
        return ((SubmitLedger.Begin.Begun)
                        ledger.submits.begin(queued, run.id(), Wish.NONE, run.outDir(), SpendingLimits.NONE, id))
                .submission();
    }

    private OpenTask lose() {
        ledger.submits.inDoubt(begin(), null, OOPS);
        return ledger.polls.open(API).get(0);
    }

    private ClipState state() {
        return ledger.reruns.rows(run.id()).get(0).clip().state();
    }

    private boolean isPaid() {
        return ledger.runs.run(run.id()).spent().signum() > 0;
    }

    @Test
    void whenTheAnswerIsLostThenTheSubmissionIsAskedForByItsId() {
        OpenSubmission begun = begin();
        ledger.submits.inDoubt(begun, null, OOPS);
        OpenTask task = ledger.polls.open(API).get(0);
        assertThat(task.isLost()).isTrue();
        assertThat(begun.externalId()).isNotNull().extracting(ExternalId::text).isEqualTo(task.taskId());
        assertThat(ledger.polls.open(API, List.of(task.clipId()))).containsExactly(task);
    }

    @Test
    void whenTheProcessDiesBeforeTheAnswerThenTheSubmissionIsAskedForByItsId() {
        begin();
        ledger.recovery.recover(new ClipError(null, "process_died", "Killed"));
        OpenTask task = ledger.polls.open(API).get(0);
        assertThat(lost.found(task, "task")).isTrue();
        assertThat(state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(ledger.polls.open(API))
                .singleElement()
                .extracting(OpenTask::taskId)
                .isEqualTo("task");
    }

    @Test
    void whenAPersonRerunsTheRowFirstThenALateAnswerChangesNothing() {
        OpenTask task = lose();
        ledger.queueAgain(run);
        assertThat(lost.found(task, "task")).isFalse();
        assertThat(lost.denied(task, "404")).isFalse();
        assertThat(state()).isEqualTo(ClipState.QUEUED);
        assertThat(isPaid()).isTrue();
    }

    @Test
    void whenTheRowIsInDoubtAboutALaterSubmissionThenAnAnswerAboutTheFirstChangesNothing() {
        OpenTask first = lose();
        ledger.queueAgain(run);
        OpenTask second = lose();
        assertThat(second.taskId()).isNotEqualTo(first.taskId());
        assertThat(lost.denied(first, "404")).isFalse();
        assertThat(lost.found(first, "task")).isFalse();
        assertThat(state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(lost.denied(second, "404")).isTrue();
        assertThat(isPaid()).as("the first one, which a person repeated").isTrue();
    }

    @Test
    void whenAPersonAcceptedTheRowThenNobodyAsksForIt() {
        lose();
        ledger.reruns.accept(ledger.reruns.rows(run.id()));
        assertThat(ledger.polls.open(API)).isEmpty();
    }

    @Test
    void whenItIsDeniedThenItIsAskedForOnceMoreBeforeItIsPaidForAgain() {
        OpenTask task = lose();
        assertThat(lost.denied(task, "404")).isTrue();
        assertThat(isPaid()).isFalse();
        QueuedClip queued = ledger.queued(run).get(0);
        assertThat(lost.externalId(queued)).contains(task.taskId());
        assertThat(lost.hasItsTask(queued, run.id(), "task")).isTrue();
        assertThat(state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(isPaid()).isTrue();
    }

    @Test
    void whenItWasRefusedForBeingTooManyThenThereIsNothingToAskFor() {
        ledger.submits.notAccepted(begin(), new ClipError(429, "rate_limit", "Busy"));
        assertThat(lost.externalId(ledger.queued(run).get(0))).isEmpty();
    }

    @Test
    void whenTheTaskIsKnownAlreadyThenItIsNotTaken() {
        OpenTask task = lose();
        Run other = ledger.run("other", Path.of("/other"), LedgerFixture.asking(2, 1, "b", LedgerFixture.PRICE));
        ledger.submits.accepted(ledger.begin(other, 2, 1), "task", null);
        assertThat(lost.found(task, "task")).isFalse();
        assertThat(state()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenAcceptedSubmissionsAreComparedThenOnlyThoseOfTheModelAndTheAccount() {
        ledger.submits.accepted(begin(), "task", null);
        Run second = ledger.run("second", Path.of("/second"), LedgerFixture.asking(2, 1, "c", LedgerFixture.PRICE));
        ExternalId id = new ExternalId(UUID.randomUUID().toString(), "account");
        OpenSubmission begun = ((SubmitLedger.Begin.Begun) ledger.submits.begin(
                        ledger.queued(second).get(0), second.id(), Wish.NONE, second.outDir(), SpendingLimits.NONE, id))
                .submission();
        ledger.submits.inDoubt(begun, null, OOPS);
        OpenTask task = ledger.polls.open(API).stream()
                .filter(OpenTask::isLost)
                .findFirst()
                .orElseThrow();
        assertThat(lost.accepted(task, "account").map(LostAnswers.Accepted::taskId))
                .contains("task");
        assertThat(lost.accepted(task, "another account")).isEmpty();
        assertThat(lost.accepted(
                        new OpenTask(
                                task.clipId(),
                                task.runId(),
                                task.taskId(),
                                "another model",
                                task.submittedAt(),
                                task.state(),
                                true),
                        "account"))
                .isEmpty();
    }
}
