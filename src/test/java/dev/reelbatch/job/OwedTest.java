package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipMove;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.PollLedger.OnTheWay;
import java.util.List;
import org.junit.jupiter.api.Test;

class OwedTest {

    private final Owed owed = new Owed(1);

    @Test
    void whenTheLedgerWasNotAskedThenNothingIsKnownToBeDone() {
        assertThat(owed.isPolled()).isFalse();
        assertThat(owed.isDownloaded()).isFalse();
    }

    @Test
    void whenNothingIsOnTheWayThenAllIsDone() {
        owed.know(List.of());
        assertThat(owed.isPolled()).isTrue();
        assertThat(owed.isDownloaded()).isTrue();
    }

    @Test
    void whenItsClipsSettleThenFirstPollingThenDownloadingIsDone() {
        owed.know(List.of(new OnTheWay(1, ClipState.SUBMITTED), new OnTheWay(2, ClipState.SUBMITTED)));
        move(1, ClipState.SUBMITTED, ClipState.FAILED);
        assertThat(owed.isPolled()).isFalse();
        move(2, ClipState.SUBMITTED, ClipState.GENERATED);
        assertThat(owed.isPolled()).isTrue();
        assertThat(owed.isDownloaded()).isFalse();
        move(2, ClipState.GENERATED, ClipState.DELIVERED);
        assertThat(owed.isDownloaded()).isTrue();
    }

    @Test
    void whenAClipMovesWhileTheLedgerIsAskedThenTheMoveCounts() {
        move(1, ClipState.SUBMITTED, ClipState.GENERATED);
        move(2, ClipState.GENERATED, ClipState.DELIVERED);
        owed.know(List.of(new OnTheWay(1, ClipState.SUBMITTED), new OnTheWay(2, ClipState.GENERATED)));
        assertThat(owed.isPolled()).isTrue();
        assertThat(owed.isDownloaded()).isFalse();
        move(1, ClipState.GENERATED, ClipState.UNDELIVERED);
        assertThat(owed.isDownloaded()).isTrue();
    }

    @Test
    void whenAnotherRunsClipsMoveThenThatIsNotOwed() {
        owed.know(List.of(new OnTheWay(1, ClipState.GENERATED)));
        move(7, ClipState.QUEUED, ClipState.SUBMITTING);
        move(7, ClipState.SUBMITTING, ClipState.SUBMITTED);
        assertThat(owed.isPolled()).isTrue();
        move(1, ClipState.GENERATED, ClipState.DELIVERED);
        assertThat(owed.isDownloaded()).isTrue();
    }

    private void move(long clip, ClipState from, ClipState to) {
        owed.moved(new ClipMove(clip, 1, from, to));
    }
}
