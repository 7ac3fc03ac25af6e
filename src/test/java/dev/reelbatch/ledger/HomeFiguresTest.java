package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class HomeFiguresTest {

    private final LedgerFixture ledger = new LedgerFixture();
    private final HomeFigures figures = new HomeFigures(ledger.jdbc);

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenTheHomeIsNewThenItHasNoClips() {
        assertThat(figures.clips()).isEmpty();
    }

    @Test
    void whenClipsAreAddedAndMovedThenTheyAreCountedInTheirStates() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"));
        ledger.drive(run, 2, ClipState.DELIVERED);
        assertThat(figures.clips()).isEqualTo(Map.of(ClipState.DELIVERED, 1L, ClipState.QUEUED, 2L));

        Run other = ledger.load(ledger.newRun("other"), asking(2, "d"), asking(3, "e"));
        ledger.drive(other, 2, ClipState.DELIVERED);
        ledger.drive(run, 3, ClipState.IN_DOUBT);
        assertThat(figures.clips())
                .isEqualTo(Map.of(ClipState.DELIVERED, 2L, ClipState.QUEUED, 2L, ClipState.IN_DOUBT, 1L));
        assertThat(figures.clips()).as("asked again").containsEntry(ClipState.DELIVERED, 2L);
    }

    @Test
    void whenADoubtIsAcceptedThenItIsNotCounted() {
        Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"));
        ledger.drive(run, 2, ClipState.IN_DOUBT);
        ledger.reruns.accept(List.of(new RowClip(2, 1, ledger.clip(run, 2), false)));
        assertThat(figures.clips().getOrDefault(ClipState.IN_DOUBT, 0L)).isZero();
    }
}
