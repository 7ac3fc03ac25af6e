package dev.reelbatch.submit;

import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.SubmitLedger;
import dev.reelbatch.pump.StopSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Hands out the run's QUEUED clips once, in row order; keeps no state for a restart, since the ledger
 * has it.
 */
final class QueuedClipReader implements ItemReader<QueuedClip> {

    private static final int PAGE = 200;

    private final SubmitLedger ledger;
    private final SubmitSettings settings;
    private final StopSignal stop;
    private final Deque<QueuedClip> page = new ArrayDeque<>();
    private int afterRow;
    private int afterVariant;
    private boolean exhausted;

    QueuedClipReader(SubmitLedger ledger, SubmitSettings settings, StopSignal stop) {
        this.ledger = ledger;
        this.settings = settings;
        this.stop = stop;
    }

    @Override
    public @Nullable QueuedClip read() {
        while (!stop.mayNotSubmit()) {
            QueuedClip clip = page.poll();
            if (clip == null && exhausted) {
                return null;
            } else if (clip == null) {
                turnPage();
            } else if (settings.rows().contains(clip.row())) {
                return clip;
            }
        }
        return null;
    }

    private void turnPage() {
        List<QueuedClip> next = ledger.queued(settings.runId(), afterRow, afterVariant, PAGE);
        exhausted = next.size() < PAGE;
        page.addAll(next);
        if (!next.isEmpty()) {
            afterRow = page.getLast().row();
            afterVariant = page.getLast().variant();
        }
    }
}
