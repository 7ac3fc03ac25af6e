package dev.reelbatch.terminal;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code status --check}: good if a job's latest run is running, or ended with everything delivered or
 * accepted, and is not older than allowed.
 */
public record HealthCheck(boolean isGood, String line) {

    /**
     * Judges a run that is under way, from its process's snapshot.
     *
     * @param within greatest age allowed
     */
    public static HealthCheck of(StatusFile.Status running, Duration within, Instant now) {
        return goingOn(running.job(), running.run(), running.since(), within, now);
    }

    /**
     * Judges a job's latest run as recorded in the ledger.
     *
     * @param standing null if the job never ran
     * @param within greatest age allowed
     */
    public static HealthCheck of(String job, @Nullable JobStanding standing, Duration within, Instant now) {
        if (standing == null) {
            return new HealthCheck(false, Text.of("%s never ran", job));
        }
        String name = standing.job().name();
        int number = standing.run().number();
        Instant ended = standing.run().endedAt();
        if (standing.runningSince() != null) {
            return goingOn(name, number, standing.runningSince(), within, now);
        } else if (ended == null) {
            return bad(name, number, Text.of("was interrupted; run it again to resume"));
        }
        String ago = ago(ended, now);
        if (isOpen(standing)) {
            return bad(name, number, Text.of("ended %s ago with rows left; run it again to resume", ago));
        } else if (missing(standing) > 0) {
            return bad(
                    name,
                    number,
                    Text.of("ended %s ago with %s missing", ago, Text.counted(missing(standing), "video")));
        } else if (Duration.between(ended, now).compareTo(within) > 0) {
            return bad(name, number, Text.of("ended %s ago, longer than %s", ago, Durations.text(within)));
        }
        return new HealthCheck(
                true, line(name, number, Text.of("ended %s ago with everything delivered or accepted", ago)));
    }

    private static HealthCheck goingOn(String job, int run, Instant since, Duration within, Instant now) {
        boolean isGood = Duration.between(since, now).compareTo(within) <= 0;
        String ago = ago(since, now);
        String words = isGood
                ? Text.of("is running; it started %s ago", ago)
                : Text.of("is running; it started %s ago, longer than %s", ago, Durations.text(within));
        return new HealthCheck(isGood, line(job, run, words));
    }

    private static HealthCheck bad(String job, int run, String words) {
        return new HealthCheck(false, line(job, run, words));
    }

    private static String line(String job, int run, String words) {
        return Text.of("%s, run %d, %s", job, run, words);
    }

    private static String ago(Instant then, Instant now) {
        return Durations.text(Duration.between(then, now));
    }

    private static boolean isOpen(JobStanding standing) {
        return standing.run().loadedAs() == null
                || standing.states().keySet().stream().anyMatch(ClipState::isOpen);
    }

    private static int missing(JobStanding standing) {
        int all =
                standing.states().values().stream().mapToInt(Integer::intValue).sum();
        int delivered = standing.states().getOrDefault(ClipState.DELIVERED, 0);
        return all - delivered - standing.accepted() + standing.invalidRows();
    }
}
