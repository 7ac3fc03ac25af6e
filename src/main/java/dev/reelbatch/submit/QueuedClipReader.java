package dev.reelbatch.submit;

import dev.reelbatch.ledger.QueueLedger;
import dev.reelbatch.ledger.QueuedClip;
import dev.reelbatch.ledger.QueuedRow;
import dev.reelbatch.stage.StopSignal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.batch.infrastructure.item.ItemReader;

/**
 * Reads the run's QUEUED clips, in row order. It keeps no state for a restart, because the ledger has it. It knows
 * the places of all clips from the start, and their requests page by page.
 */
final class QueuedClipReader implements ItemReader<QueuedClip> {

    private static final int PAGE = 200;

    private final QueueLedger ledger;
    private final SubmitOrder order;
    private final StopSignal stop;
    private final Deque<QueuedClip> page = new ArrayDeque<>();
    private @Nullable List<QueuedRow> rows;
    private int next;

    QueuedClipReader(QueueLedger ledger, SubmitOrder order, StopSignal stop) {
        this.ledger = ledger;
        this.order = order;
        this.stop = stop;
    }

    /** Starts over with the clips that are QUEUED now. */
    void startOver() {
        rows = null;
        next = 0;
    }

    @Override
    public @Nullable QueuedClip read() {
        while (!stop.isSubmittingStopped()) {
            QueuedClip clip = page.poll();
            if (clip != null) {
                return clip;
            }
            List<QueuedRow> turned = nextPage();
            if (turned.isEmpty()) {
                return null;
            }
            page.addAll(ledger.clips(order.run().id(), order.wish(), turned));
        }
        return null;
    }

    private List<QueuedRow> nextPage() {
        if (rows == null) {
            rows = ledger.rows(order.run().id(), order.wish()).stream()
                    .filter(row -> order.rows().contains(row.row()))
                    .toList();
        }
        int from = next;
        next = Math.min(from + PAGE, rows.size());
        return rows.subList(from, next);
    }
}
