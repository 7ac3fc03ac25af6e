package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.PollLedger.OnTheWay;
import java.util.List;
import org.junit.jupiter.api.Test;

class RemainingWorkTest {

    private final RemainingWork remainingWork = new RemainingWork();

    @Test
    void whenTheLedgerWasNotAskedThenNothingIsKnownToBeDone() {
        assertThat(remainingWork.isPolled()).isFalse();
        assertThat(remainingWork.isDownloaded()).isFalse();
    }

    @Test
    void whenNothingIsOnTheWayThenAllIsDone() {
        remainingWork.know(List.of());
        assertThat(remainingWork.isPolled()).isTrue();
        assertThat(remainingWork.isDownloaded()).isTrue();
    }

    @Test
    void whenItsClipsSettleThenFirstPollingThenDownloadingIsDone() {
        remainingWork.know(List.of(new OnTheWay(1, ClipState.SUBMITTED), new OnTheWay(2, ClipState.SUBMITTED)));
        move(1, ClipState.SUBMITTED, ClipState.FAILED);
        assertThat(remainingWork.isPolled()).isFalse();
        move(2, ClipState.SUBMITTED, ClipState.GENERATED);
        assertThat(remainingWork.isPolled()).isTrue();
        assertThat(remainingWork.isDownloaded()).isFalse();
        move(2, ClipState.GENERATED, ClipState.DELIVERED);
        assertThat(remainingWork.isDownloaded()).isTrue();
    }

    @Test
    void whenAClipMovesWhileTheLedgerIsAskedThenTheMoveCounts() {
        move(1, ClipState.SUBMITTED, ClipState.GENERATED);
        move(2, ClipState.GENERATED, ClipState.DELIVERED);
        remainingWork.know(List.of(new OnTheWay(1, ClipState.SUBMITTED), new OnTheWay(2, ClipState.GENERATED)));
        assertThat(remainingWork.isPolled()).isTrue();
        assertThat(remainingWork.isDownloaded()).isFalse();
        move(1, ClipState.GENERATED, ClipState.UNDELIVERED);
        assertThat(remainingWork.isDownloaded()).isTrue();
    }

    @Test
    void whenAnotherRunsClipsMoveThenThatIsNotOwed() {
        remainingWork.know(List.of(new OnTheWay(1, ClipState.GENERATED)));
        move(7, ClipState.QUEUED, ClipState.SUBMITTING);
        move(7, ClipState.SUBMITTING, ClipState.SUBMITTED);
        assertThat(remainingWork.isPolled()).isTrue();
        move(1, ClipState.GENERATED, ClipState.DELIVERED);
        assertThat(remainingWork.isDownloaded()).isTrue();
    }

    private void move(long clip, ClipState from, ClipState to) {
        remainingWork.moved(new ClipTransition(clip, 1, from, to));
    }
}
