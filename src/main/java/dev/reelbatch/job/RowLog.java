package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.ledger.RowTrace;
import dev.reelbatch.ledger.RowTraces;
import dev.reelbatch.stage.RowLine;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes a line to the log for every row whose fate is decided, for now or for good. The submit step, which knows its
 * rows and is in a hurry, writes the lines about accepted submissions itself.
 */
public final class RowLog implements ClipTransition.Listener {

    private static final Logger log = LoggerFactory.getLogger(RowLog.class);

    private final RowTraces traces;

    public RowLog(RowTraces traces) {
        this.traces = traces;
    }

    @Override
    public void moved(ClipTransition move) {
        if (isTold(move) && RowLine.isWanted()) {
            try {
                traces.of(move.clipId()).ifPresent(trace -> write(move.to(), trace));
            } catch (RuntimeException e) { // the move is recorded, and a log must not break anything
                log.warn("Clip {} is {}, but its row is not known", move.clipId(), move.to(), e);
            }
        }
    }

    private static boolean isTold(ClipTransition move) {
        return switch (move.to()) {
            case QUEUED, SUBMITTING, GENERATED -> false;
            case SUBMITTED -> move.from() == ClipState.IN_DOUBT;
            default -> true;
        };
    }

    private static void write(ClipState state, RowTrace trace) {
        ClipError error = trace.error();
        RowLine line = new RowLine(trace.job(), trace.run(), trace.row(), trace.variant()).with("task", trace.taskId());
        if (error != null) {
            line.with("code", error.code());
        }
        if (state == ClipState.DELIVERED) {
            line.with("file", trace.file() == null ? null : trace.file().toString())
                    .with("bytes", trace.bytes())
                    .with(
                            "seconds",
                            trace.lasted() == null ? null : trace.lasted().toSeconds());
        }
        line.write("row_" + state.name().toLowerCase(Locale.ROOT), words(state, trace));
    }

    private static String words(ClipState state, RowTrace trace) {
        ClipError error = trace.error();
        String why = error == null ? "" : ": %s, %s".formatted(error.code(), error.message());
        return switch (state) {
            case DELIVERED -> "delivered" + delivered(trace);
            case FAILED -> "failed" + why;
            case IN_DOUBT -> "in doubt, it may have been charged" + why;
            case SUBMITTED -> "no longer in doubt, its task is " + trace.taskId();
            case TIMED_OUT -> "timed out" + why;
            case UNDELIVERED -> "generated, but not fetched" + why;
            default -> state.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String delivered(RowTrace trace) {
        String file = trace.file() == null ? "" : " as " + trace.file().getFileName();
        return file
                + (trace.lasted() == null
                        ? ""
                        : " after %d s".formatted(trace.lasted().toSeconds()));
    }
}
