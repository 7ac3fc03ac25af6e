package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.API;
import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PollLedgerTest {

    private static final ClipError FAULT = new ClipError(null, "sensitive_check_error", "Refused");
    private static final String MODEL = "openai/sora-2/text-to-video";

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenTasksAreOpenThenThoseOfEveryRunOnThisApiComeOldestFirst() {
        Run other = ledger.load(ledger.newRun("other"), asking(2, "x"));
        ledger.drive(run, 3, ClipState.SUBMITTED);
        ledger.drive(other, 2, ClipState.SUBMITTED);
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.drive(run, 4, ClipState.SUBMITTING);
        ledger.load(ledger.newRun("other"), asking(2, "instead")); // x has left the sheet

        assertThat(ledger.polls.open(API))
                .extracting(OpenTask::taskId)
                .containsExactly(
                        "task-" + ledger.clip(run, 3).id(),
                        "task-" + ledger.clip(other, 2).id(),
                        "task-" + ledger.clip(run, 2).id());
        assertThat(ledger.polls.open("rehearsal")).isEmpty();
    }

    @Test
    void whenSomeClipsAreAskedForThenThoseWithAnOpenTaskOnThisApiCome() {
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.drive(run, 3, ClipState.SUBMITTED);
        ledger.drive(run, 4, ClipState.SUBMITTING);
        List<Long> clips = List.of(ledger.clip(run, 3).id(), ledger.clip(run, 4).id());

        assertThat(ledger.polls.open(API, clips))
                .extracting(OpenTask::clipId)
                .containsExactly(ledger.clip(run, 3).id());
        assertThat(ledger.polls.open("rehearsal", clips)).isEmpty();
    }

    @Test
    void whenARunBeginsThenItsModelsAndItsQueuedRowsAreKnown() {
        ledger.drive(run, 3, ClipState.SUBMITTED);

        assertThat(ledger.polls.models(run.id())).containsExactly(MODEL);
        assertThat(ledger.queue.rows(run.id(), Wish.NONE))
                .extracting(QueuedRow::row)
                .containsExactly(2, 4);
    }

    @Test
    void whenATaskSucceedsThenAllItsUrlsAreKeptInOrder() {
        OpenTask task = submitted(2);

        ledger.polls.generated(task, List.of("https://a", "https://b"), Instant.parse("2026-04-01T00:05:00Z"));

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.GENERATED);
        assertThat(ledger.clip(run, 2).finishedAt()).isEqualTo("2026-04-01T00:05:00Z");
        assertThat(ledger.downloads.videos(task.clipId()))
                .containsExactly(
                        new Video(task.clipId(), 1, "https://a", null, null, null, false),
                        new Video(task.clipId(), 2, "https://b", null, null, null, false));
    }

    @Test
    void whenTheApiDoesNotSayWhenItFinishedThenItWasNow() {
        OpenTask task = submitted(2);
        ledger.time.setWallClock(Instant.parse("2026-04-02T00:00:00Z"));

        ledger.polls.generated(task, List.of(), null);

        assertThat(ledger.clip(run, 2).finishedAt()).isEqualTo("2026-04-02T00:00:00Z");
    }

    @Test
    void whenATaskFailsThenItsClipFailedAndWhatItCostStaysSpent() {
        OpenTask task = submitted(2);

        ledger.polls.failed(task, FAULT, null);

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.FAILED);
        assertThat(ledger.clip(run, 2).errorCode()).isEqualTo("sensitive_check_error");
        assertThat(ledger.runs.run(run.id()).spent()).isEqualByComparingTo("2.84");
    }

    @Test
    void whenATaskIsToldTwiceThenTheSecondTimeChangesNothing() {
        OpenTask task = submitted(2);
        ledger.polls.generated(task, List.of("https://a"), null);

        assertThatThrownBy(() -> ledger.polls.generated(task, List.of("https://b", "https://c"), null))
                .isInstanceOf(StaleClipException.class);
        assertThatThrownBy(() -> ledger.polls.failed(task, FAULT, null)).isInstanceOf(StaleClipException.class);

        assertThat(ledger.downloads.videos(task.clipId()))
                .extracting(Video::url)
                .containsExactly("https://a");
        assertThat(ledger.clip(run, 2).errorCode()).isNull();
    }

    @Test
    void whenTasksTimedOutThenTheNextTryAsksThemAgainWithoutASubmit() {
        ledger.drive(run, 2, ClipState.TIMED_OUT);
        ledger.drive(run, 3, ClipState.TIMED_OUT);
        ledger.drive(run, 4, ClipState.FAILED);
        assertThat(ledger.clip(run, 2).finishedAt()).isNull();

        assertThat(ledger.polls.timedOutTasks().askAgain("rehearsal", run.id(), Instant.EPOCH))
                .isZero();
        assertThat(ledger.polls.timedOutTasks().askAgain(API, run.id(), Instant.EPOCH))
                .isEqualTo(2);

        assertThat(ledger.polls.open(API)).hasSize(2);
        assertThat(ledger.count("submission")).isEqualTo(3);
        assertThat(ledger.polls.timedOutTasks().askAgain(API, run.id(), Instant.EPOCH))
                .isZero();
    }

    @Test
    void whenTasksHaveEndedThenTheirDurationsAreKnownNewestFirst() {
        for (int row = 2; row <= 4; row++) {
            OpenTask task = submitted(row);
            Instant submitted = Objects.requireNonNull(ledger.clip(run, row).submittedAt());
            ledger.polls.generated(task, List.of("https://a"), submitted.plus(Duration.ofMinutes(row)));
        }

        assertThat(ledger.polls.generationTimes(MODEL, API))
                .containsExactly(Duration.ofMinutes(4), Duration.ofMinutes(3), Duration.ofMinutes(2));
        assertThat(ledger.polls.generationTimes("another", API)).isEmpty();
        assertThat(ledger.polls.generationTimes(MODEL, "rehearsal")).isEmpty();
    }

    @Test
    void whenTheApisClockIsBehindThenItsDurationIsNotCounted() {
        ledger.polls.generated(submitted(2), List.of("https://a"), Instant.parse("2020-01-01T00:00:00Z"));

        assertThat(ledger.polls.generationTimes(MODEL, API)).isEmpty();
    }

    private OpenTask submitted(int row) {
        ledger.drive(run, row, ClipState.SUBMITTED);
        return ledger.task(ledger.clip(run, row));
    }
}
