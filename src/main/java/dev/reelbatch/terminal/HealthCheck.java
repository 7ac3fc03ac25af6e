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
 * What {@code status --check} says: whether a job's latest run ended well, or is going on, and not too long
 * ago.
 */
public record HealthCheck(boolean isGood, String line) {

    /** A run of the job is going on, as its process says. */
    public static HealthCheck of(StatusFile.Status running, Duration within, Instant now) {
        return goingOn(running.job(), running.run(), running.since(), within, now);
    }

    /** @param standing null if the job never ran */
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
            return bad(name, number, Text.of("was cut short; run it again to go on"));
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
            return bad(name, number, Text.of("ended %s ago, longer than %s", ago, Durations.words(within)));
        }
        return new HealthCheck(
                true, line(name, number, Text.of("ended %s ago with everything delivered or accepted", ago)));
    }

    private static HealthCheck goingOn(String job, int run, Instant since, Duration within, Instant now) {
        boolean isGood = Duration.between(since, now).compareTo(within) <= 0;
        String ago = ago(since, now);
        String words = isGood
                ? Text.of("is going on; it began %s ago", ago)
                : Text.of("is going on; it began %s ago, longer than %s", ago, Durations.words(within));
        return new HealthCheck(isGood, line(job, run, words));
    }

    private static HealthCheck bad(String job, int run, String words) {
        return new HealthCheck(false, line(job, run, words));
    }

    private static String line(String job, int run, String words) {
        return Text.of("%s, run %d, %s", job, run, words);
    }

    private static String ago(Instant then, Instant now) {
        return Durations.words(Duration.between(then, now));
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
