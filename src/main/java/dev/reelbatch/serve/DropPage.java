package dev.reelbatch.serve;

import dev.reelbatch.inbox.ClaimedFile;
import dev.reelbatch.inbox.SheetProgress;
import dev.reelbatch.inbox.SheetProgress.Part;
import dev.reelbatch.inbox.SheetProgress.Phase;
import dev.reelbatch.inbox.ShownVideo;
import dev.reelbatch.inbox.WantedApproval;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.job.RunService;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The page beside a sheet in an inbox's working/, kept up to date. Nothing that goes wrong with it concerns the run. */
final class DropPage {

    private static final Logger log = LoggerFactory.getLogger(DropPage.class);
    private static final Duration RENEWED_AFTER = Duration.ofMinutes(1);
    private static final Duration AT_LEAST = Duration.ofSeconds(5);
    private static final int CLIPS_A_SECOND = 2000; // a longer sheet has its page written less often
    private static final int SHOWN = 4;

    private final ClaimedFile file;
    private final RunService runs;
    private final Time time;
    private SheetProgress progress = SheetProgress.WAITING;
    private @Nullable Run run;
    private Cost atMost = Cost.NONE;
    private List<ShownVideo> videos = List.of();
    private int videosOf;
    private @Nullable Long writtenAt;
    private boolean failed;

    DropPage(ClaimedFile file, RunService runs, Time time) {
        this.file = file;
        this.runs = runs;
        this.time = time;
    }

    /** Writes the page if it is not there, or is old. */
    synchronized void renew() {
        if (writtenAt == null || time.since(writtenAt).compareTo(RENEWED_AFTER) >= 0) {
            write(progress);
        }
    }

    synchronized void planned(RunPlan plan) {
        atMost = plan.latest() == null || plan.latest().spent().signum() == 0
                ? plan.offer().cost()
                : Cost.NONE; // of what an earlier try may have cost, the currency is not known
        progress = progress.to(plan.out());
    }

    synchronized void began(Run begun) {
        run = begun;
    }

    synchronized void report(RunProgress runProgress) {
        int clips = runProgress.clips();
        boolean isTime = writtenAt == null
                || progress.phase() != Phase.RUNNING
                || time.since(writtenAt).compareTo(AT_LEAST.plusSeconds(clips / CLIPS_A_SECOND)) >= 0;
        if (isTime) {
            write(running(runProgress));
        }
    }

    private SheetProgress running(RunProgress now) {
        SlowdownReason slowdown = now.slowdown();
        return new SheetProgress(
                Phase.RUNNING,
                counts(now),
                now.cost().isEmpty() ? "" : now.cost().text(),
                atMost.isEmpty() ? "" : atMost.text(),
                now.rehearsal(),
                now.end(),
                slowdown == null ? null : slowdown.message(),
                progress.results(),
                null,
                latest(now.clips(ClipState.DELIVERED)));
    }

    private static Map<Part, Integer> counts(RunProgress now) {
        Map<Part, Integer> counts = new EnumMap<>(Part.class);
        now.states().forEach((state, clips) -> counts.merge(part(state), clips, Integer::sum));
        return counts;
    }

    private static Part part(ClipState state) {
        return switch (state) {
            case DELIVERED -> Part.READY;
            case GENERATED -> Part.ARRIVING;
            case SUBMITTING, SUBMITTED -> Part.MAKING;
            case QUEUED -> Part.NEXT;
            case IN_DOUBT -> Part.IN_DOUBT;
            case FAILED, TIMED_OUT, UNDELIVERED, CANCELLED -> Part.WITHOUT;
        };
    }

    private List<ShownVideo> latest(int delivered) {
        if (run != null && delivered != videosOf) {
            videos = EndedSheet.shown(runs.results().latestVideos(run, SHOWN));
            videosOf = delivered;
        }
        return videos;
    }

    /** Says that its run is tried again by itself. */
    synchronized void paused(Instant next, String why) {
        write(progress.in(Phase.PAUSED, next, why));
    }

    /** Says that its price has to be approved first. */
    synchronized void waitsForApproval(WantedApproval approval) {
        write(SheetProgress.waitingFor(approval));
    }

    /** Says that other sheets come first. */
    synchronized void waitsForItsTurn() {
        write(SheetProgress.WAITING);
    }

    /** Says that nothing works on it until the next start. */
    synchronized void left() {
        write(progress.in(Phase.STOPPED, null, null));
    }

    private void write(SheetProgress now) {
        progress = now;
        writtenAt = time.nanos();
        try {
            file.show(now);
        } catch (RuntimeException e) {
            if (!failed) {
                failed = true;
                log.warn("The page of {} can't be made", file.file(), e);
            }
        }
    }
}
