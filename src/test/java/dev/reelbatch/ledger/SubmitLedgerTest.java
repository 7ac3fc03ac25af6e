package dev.reelbatch.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SubmitLedgerTest {

    private static final ClipError BUSY = new ClipError(429, "rate_limit", "Too many");
    private static final ClipError WRONG = new ClipError(400, "param_error", "No such size");
    private static final ClipError SILENT = new ClipError(null, "timeout", "No answer");

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(
            ledger.newRun("sheet"),
            LedgerFixture.asking(2, "a"),
            LedgerFixture.asking(3, "b"),
            LedgerFixture.asking(4, "c"),
            LedgerFixture.asking(5, "d"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenASubmissionBeginsThenItIsWrittenAndItsClipIsSubmitting() {
        ledger.time.setWallClock(Instant.parse("2026-05-05T10:00:00Z"));

        OpenSubmission begun = ledger.begin(run, 2, 1);

        assertThat(begun.clip().state()).isEqualTo(ClipState.SUBMITTING);
        assertThat(begun.bookedAt()).isEqualTo(ledger.time.now());
        Clip clip = ledger.clip(run, 2);
        assertThat(clip.state()).isEqualTo(ClipState.SUBMITTING);
        assertThat(clip.submittedAt()).isEqualTo("2026-05-05T10:00:00Z");
        assertThat(clip.fileStem())
                .isEqualTo(Path.of("/out/sheet/videos/0002-1").toString());
        assertThat(submission(begun)).satisfies(written -> {
            assertThat(written.clipId()).isEqualTo(clip.id());
            assertThat(written.runId()).isEqualTo(run.id());
            assertThat(written.price()).isEqualTo(new Price(new BigDecimal("2.8400"), "CNY"));
            assertThat(written.sentAt()).isEqualTo("2026-05-05T10:00:00Z");
            assertThat(written.outcome()).isNull();
            assertThat(written.answeredAt()).isNull();
        });
        assertThat(spent()).isEqualByComparingTo("2.84");
    }

    @Test
    void whenATaskIsAnotherClipsThenTheSecondIsInDoubt() {
        assertThat(ledger.submits.accepted(ledger.begin(run, 2, 1), "task", "r1"))
                .isEmpty();
        OpenSubmission second = ledger.begin(run, 3, 1);

        assertThat(ledger.submits.accepted(second, "task", "r2")).isPresent();

        assertThat(ledger.clip(run, 3).state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(ledger.clip(run, 3).taskId()).isNull();
        assertThat(ledger.clip(run, 3).errorCode()).isEqualTo("task_given_twice");
        assertThat(submission(second).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(submission(second).taskId())
                .as("kept for the vendor's support")
                .isEqualTo("task");
        assertThat(spent()).as("may be paid").isEqualByComparingTo("5.68");
        assertThat(ledger.polls.open(LedgerFixture.API)).hasSize(1);
    }

    @Test
    void whenAnEarlierProcessHadTheTaskThenTheSecondIsInDoubtAsWell() {
        ledger.submits.accepted(ledger.begin(run, 2, 1), "task", "r1");
        SubmitLedger later = new SubmitLedger(ledger.jdbc, ledger.journal, ledger.time, ZoneOffset.UTC);

        assertThat(later.accepted(ledger.begin(run, 3, 1), "task", "r2")).isPresent();
    }

    @Test
    void whenTasksHaveTheSameHashThenEachIsItsClips() {
        assertThat("a~").hasSameHashCodeAs("b_");

        assertThat(ledger.submits.accepted(ledger.begin(run, 2, 1), "a~", "r1")).isEmpty();
        assertThat(ledger.submits.accepted(ledger.begin(run, 3, 1), "b_", "r2")).isEmpty();
    }

    /** One rule for all who compare: what counts as one in an answer is not two here. */
    @Test
    void whenATaskIsWrittenOtherwiseThenItIsTheSame() {
        assertThat(ledger.submits.accepted(ledger.begin(run, 2, 1), "ab-cd", "r1"))
                .isEmpty();
        assertThat(ledger.submits.accepted(ledger.begin(run, 3, 1), "ABCD", "r2"))
                .isPresent();
        assertThat(ledger.clip(run, 3).state()).isEqualTo(ClipState.IN_DOUBT);
    }

    @Test
    void whenATaskIsOfAnEarlierSubmissionOfTheRowThenItIsNoNewOneAndIsAskedFor() {
        ledger.submits.accepted(ledger.begin(run, 2, 1), "task", "r1");
        ledger.polls.failed(ledger.polls.open(LedgerFixture.API).get(0), SILENT, null);
        OpenSubmission again = ledger.begin(run, ledger.bringBack(run, 2), 2);

        assertThat(ledger.submits.accepted(again, "task", "r2")).isPresent();

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(ledger.polls.open(LedgerFixture.API)).singleElement().matches(OpenTask::isDoubted);
        assertThat(spent()).isEqualByComparingTo("5.68");
    }

    @Test
    void whenARefusalNamesATaskThenItIsKeptAndTheApisWordMakesItTheRows() {
        OpenSubmission refused = ledger.begin(run, 2, 1);
        ledger.submits.inDoubt(refused, "task", SILENT);
        OpenTask doubted = ledger.polls.open(LedgerFixture.API).get(0);
        assertThat(doubted.isDoubted()).isTrue();

        assertThat(ledger.polls.found(doubted)).isTrue();
        assertThat(ledger.polls.found(doubted)).as("somebody was quicker").isFalse();

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(submission(refused).outcome()).isEqualTo(Outcome.ACCEPTED);
        assertThat(spent()).isEqualByComparingTo("2.84");
        assertThat(ledger.submits.accepted(ledger.begin(run, 3, 1), "task", null))
                .isPresent();
    }

    @Test
    void whenTheClipIsNoLongerQueuedThenNothingIsWritten() {
        QueuedClip queued = ledger.queued(run, 2, 1);
        ledger.begin(run, queued, SpendingLimits.NONE);

        assertThatThrownBy(() -> ledger.begin(run, queued, SpendingLimits.NONE)).isInstanceOf(StaleClipException.class);

        assertThat(ledger.count("submission")).isEqualTo(1);
        assertThat(spent()).isEqualByComparingTo("2.84");
        assertThat(ledger.spentOn("2026-04-01")).isEqualByComparingTo("2.84");
    }

    @Test
    void whenATaskIdComesBackThenItIsKeptHoweverLongItIs() {
        String taskId = "t".repeat(5000);
        OpenSubmission begun = ledger.begin(run, 2, 1);
        ledger.time.advance(Duration.ofSeconds(3));

        ledger.submits.accepted(begun, taskId, "r".repeat(5000));

        assertThat(ledger.clip(run, 2)).satisfies(clip -> {
            assertThat(clip.state()).isEqualTo(ClipState.SUBMITTED);
            assertThat(clip.taskId()).isEqualTo(taskId);
            assertThat(clip.requestId()).hasSize(5000);
        });
        assertThat(submission(begun)).satisfies(written -> {
            assertThat(written.outcome()).isEqualTo(Outcome.ACCEPTED);
            assertThat(written.taskId()).isEqualTo(taskId);
            assertThat(written.answeredAt()).isEqualTo("2026-04-01T00:00:03Z");
        });
    }

    @Test
    void whenItWasNotAcceptedThenItIsQueuedAgainAndNothingIsSpent() {
        OpenSubmission begun = ledger.begin(run, 2, 1);

        ledger.submits.notAccepted(begun, BUSY);

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.QUEUED);
        assertThat(submission(begun)).satisfies(written -> {
            assertThat(written.outcome()).isEqualTo(Outcome.NOT_ACCEPTED);
            assertThat(written.httpStatus()).isEqualTo(429);
            assertThat(written.errorCode()).isEqualTo("rate_limit");
        });
        assertThat(spent()).isZero();
        assertThat(ledger.spentOn("2026-04-01")).isZero();
    }

    @Test
    void whenTheRowWasRefusedThenItFailedAndNothingIsSpent() {
        OpenSubmission begun = ledger.begin(run, 2, 1);

        ledger.submits.refused(begun, WRONG);

        assertThat(ledger.clip(run, 2)).satisfies(clip -> {
            assertThat(clip.state()).isEqualTo(ClipState.FAILED);
            assertThat(clip.errorCode()).isEqualTo("param_error");
            assertThat(clip.errorMessage()).isEqualTo("No such size");
        });
        assertThat(submission(begun).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(spent()).isZero();
    }

    @Test
    void whenTheOutcomeIsUnknownThenItIsInDoubtAndCountsAsSpent() {
        OpenSubmission begun = ledger.begin(run, 2, 1);

        ledger.submits.inDoubt(begun, null, SILENT);

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(submission(begun).outcome()).isEqualTo(Outcome.UNKNOWN);
        assertThat(submission(begun).httpStatus()).isNull();
        assertThat(spent()).isEqualByComparingTo("2.84");
        assertThat(ledger.spentOn("2026-04-01")).isEqualByComparingTo("2.84");
    }

    @Test
    void whenAnEarlierSubmissionIsAnsweredAgainThenTheLaterOneIsLeftAlone() {
        OpenSubmission first = ledger.begin(run, 2, 1);
        ledger.submits.inDoubt(first, null, SILENT);
        OpenSubmission second = ledger.begin(run, ledger.bringBack(run, 2), 2);

        assertThatThrownBy(() -> ledger.submits.accepted(first, "late", null)).isInstanceOf(StaleClipException.class);

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.SUBMITTING);
        assertThat(submission(second).outcome()).isNull();
        ledger.submits.accepted(second, "task", null);
        assertThat(ledger.clip(run, 2).taskId()).isEqualTo("task");
    }

    @Test
    void whenAClipIsSubmittedAgainThenNothingOfItsFailedTaskIsLeft() {
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.polls.failed(ledger.task(ledger.clip(run, 2)), WRONG, ledger.time.now());

        ledger.begin(run, ledger.bringBack(run, 2), 2);

        assertThat(ledger.clip(run, 2)).satisfies(clip -> {
            assertThat(clip.taskId()).isNull();
            assertThat(clip.requestId()).isNull();
            assertThat(clip.finishedAt()).isNull();
            assertThat(clip.errorCode()).isNull();
            assertThat(clip.errorMessage()).isNull();
        });
    }

    @Test
    void whenPostsWereWrittenDownThenTheLatestOfTheHomeAreKnownNewestFirst() {
        assertThat(ledger.submissions.lastSent(3)).isEmpty();
        for (int row = 2; row <= 5; row++) {
            ledger.drive(run, row, ClipState.FAILED); // a second each
        }

        assertThat(ledger.submissions.lastSent(3))
                .containsExactly(
                        Instant.parse("2026-04-01T00:00:03Z"),
                        Instant.parse("2026-04-01T00:00:02Z"),
                        Instant.parse("2026-04-01T00:00:01Z"));
    }

    @Test
    void whenTheClockWasAheadForAWhileThenWhatItStampedIsNotTheLatestForEver() {
        ledger.time.setWallClock(Instant.parse("2027-01-01T00:00:00Z"));
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.time.setWallClock(Instant.parse("2026-04-01T00:00:00Z"));
        ledger.drive(run, 3, ClipState.FAILED);
        ledger.drive(run, 4, ClipState.FAILED);

        assertThat(ledger.submissions.lastSent(2))
                .allMatch(sent -> sent.isBefore(Instant.parse("2026-04-02T00:00:00Z")));
    }

    @Test
    void whenTasksMayRunThenTheyAreInFlightAndTheOthersAreNot() {
        ledger.drive(run, 2, ClipState.SUBMITTING);
        ledger.drive(run, 3, ClipState.SUBMITTED);
        ledger.drive(run, 4, ClipState.GENERATED);
        ledger.drive(run, 5, ClipState.IN_DOUBT);

        assertThat(ledger.submissions.inFlight(LedgerFixture.API)).isEqualTo(2);
        assertThat(ledger.submissions.inFlight("another")).isZero();
    }

    @Test
    void whenRefusalsAreTakenBackThenTheirRowsAreQueuedAndTheRecordStays() {
        OpenSubmission first = ledger.begin(run, 2, 1);
        OpenSubmission second = ledger.begin(run, 3, 1);
        ledger.submits.refused(first, WRONG);
        ledger.submits.refused(second, WRONG);

        ledger.submits.takeRefusalsBack(List.of(first, second));

        assertThat(places(ledger.queued(run))).containsExactly("2/1", "3/1", "4/1", "5/1");
        assertThat(submission(first).outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(spent()).isZero();
    }

    @Test
    void whenOneOfThemIsNoRefusalThenNoneIsTakenBack() {
        OpenSubmission refused = ledger.begin(run, 2, 1);
        OpenSubmission accepted = ledger.begin(run, 3, 1);
        ledger.submits.refused(refused, WRONG);
        ledger.submits.accepted(accepted, "task", null);

        assertThatThrownBy(() -> ledger.submits.takeRefusalsBack(List.of(refused, accepted)))
                .isInstanceOf(StaleClipException.class);

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.FAILED);
        assertThat(ledger.clip(run, 3).state()).isEqualTo(ClipState.SUBMITTED);
    }

    @Test
    void whenAFaultIsLongerThanItsColumnsThenItIsCutBetweenCharacters() {
        OpenSubmission begun = ledger.begin(run, 2, 1);

        ledger.submits.refused(begun, new ClipError(400, "c".repeat(300), "m".repeat(999) + "🎬🎬"));

        assertThat(submission(begun).errorMessage()).isEqualTo("m".repeat(999));
        assertThat(submission(begun).errorCode()).hasSize(200);
    }

    private Submission submission(OpenSubmission open) {
        return ledger.jobs.jobs().stream()
                .flatMap(job -> ledger.submissions.ofJob(job))
                .map(SubmissionHistory.Line::submission)
                .filter(written -> written.id() == open.id())
                .findFirst()
                .orElseThrow();
    }

    private BigDecimal spent() {
        return ledger.runs.run(run.id()).spent();
    }

    private static List<String> places(List<QueuedClip> clips) {
        return clips.stream().map(clip -> clip.row() + "/" + clip.variant()).toList();
    }
}
