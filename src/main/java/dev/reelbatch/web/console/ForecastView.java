package dev.reelbatch.web.console;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.serve.WaitReason;
import dev.reelbatch.text.Text;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What runs and waits will still cost, and until when it lasts.
 *
 * @param places how many videos are being made, of how many; empty if nothing runs
 * @param running what the rest of the running runs costs; empty if nothing runs
 * @param waiting the most that those may cost that wait; empty if none waits
 * @param until when the last of the running ones is expected to end; empty if that is unknown
 */
record ForecastView(String places, String running, String waiting, String until) {

    static ForecastView of(OverviewData data, ShownTimes times) {
        boolean runs = !data.running().isEmpty();
        int made = data.progress().values().stream()
                .mapToInt(progress -> progress.clips(ClipState::isInFlight))
                .sum();
        Instant end = end(data);
        return new ForecastView(
                runs ? Text.of("%d of %d places taken", made, Math.max(made, data.places())) : "",
                runs ? Amounts.text(data.toCome()) : "",
                waiting(data.waiting()),
                end == null ? "" : times.text(end));
    }

    boolean isKnown() {
        return !running.isEmpty() || !waiting.isEmpty();
    }

    /** Returns the latest of the expected ends; null as long as one of them is unknown. */
    private static @Nullable Instant end(OverviewData data) {
        Instant latest = null;
        for (RequestedRun run : data.running()) {
            RunProgress progress = data.progress().get(run.id());
            Instant end = progress == null ? null : progress.end();
            WaitReason waits = data.waits().get(run.id());
            if (end == null || waits != null && waits.kind() == WaitReason.Kind.NEXT_TRY) {
                return null;
            }
            latest = latest == null || end.isAfter(latest) ? end : latest;
        }
        return latest;
    }

    private static String waiting(List<RequestedRun> waiting) {
        Cost known = Cost.NONE;
        int others = 0;
        for (RequestedRun run : waiting) {
            if (run.approval() == null) {
                others++;
            } else {
                known = known.plusAll(run.approval().price());
            }
        }
        if (waiting.isEmpty() || others == 0) {
            return waiting.isEmpty() ? "" : Amounts.text(known);
        }
        String unknown = Text.of("%s of a price not known yet", Text.counted(others, "run"));
        return known.isEmpty() ? unknown : Text.of("%s, and %s", Amounts.text(known), unknown);
    }
}
