package dev.reelbatch.inbox;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How far the videos of a sheet in {@code working/} are.
 *
 * @param counts videos by what becomes of them; those without any are left out
 * @param cost so far, with its currency; empty if nothing is paid yet
 * @param atMost cost at its end; empty if that is not known
 * @param until expected end, or while it is paused the next try; null if unknown
 * @param reason why it is slow or paused; null if all is well
 * @param results the folder of its results; null if it has none yet
 * @param approval what it waits for; null unless it waits for approval
 * @param latest the latest videos, newest first
 */
public record SheetProgress(
        Phase phase,
        Map<Part, Integer> counts,
        String cost,
        String atMost,
        boolean rehearsal,
        @Nullable Instant until,
        @Nullable String reason,
        @Nullable Path results,
        @Nullable WantedApproval approval,
        List<ShownVideo> latest) {

    /** What happens with the sheet. */
    public enum Phase {
        /** Other sheets come first. */
        WAITING,
        /** Somebody has to approve its price. */
        APPROVAL,
        RUNNING,
        /** It is tried again by itself. */
        PAUSED,
        /** No process works on it until the next start. */
        STOPPED
    }

    /** What becomes of a video, in the order in which pages show it. */
    public enum Part {
        READY,
        WITHOUT,
        IN_DOUBT,
        ARRIVING,
        MAKING,
        NEXT
    }

    /** A sheet of which nothing is known yet. */
    public static final SheetProgress WAITING =
            new SheetProgress(Phase.WAITING, Map.of(), "", "", false, null, null, null, null, List.of());

    /** A sheet whose price has to be approved. */
    public static SheetProgress waitingFor(WantedApproval approval) {
        return new SheetProgress(Phase.APPROVAL, Map.of(), "", "", false, null, null, null, approval, List.of());
    }

    /** Returns the same progress in another phase. */
    public SheetProgress in(Phase other, @Nullable Instant next, @Nullable String why) {
        return new SheetProgress(other, counts, cost, atMost, rehearsal, next, why, results, null, latest);
    }

    /** Returns the same progress, with the folder of its results. */
    public SheetProgress to(Path folder) {
        return new SheetProgress(phase, counts, cost, atMost, rehearsal, until, reason, folder, approval, latest);
    }

    int all() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    int of(Part part) {
        return counts.getOrDefault(part, 0);
    }
}
