package dev.reelbatch.cli;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.Standing.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.pump.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What {@code status --check} says: whether a job's latest run ended well, or is going on, and not too long
 * ago.
 */
record LastNight(boolean isGood, String line) {

    /** A run of the job is going on, as its process says. */
    static LastNight of(StatusFile.Status running, Duration within, Instant now) {
        return goingOn(running.job(), running.run(), running.since(), within, now);
    }

    /** @param standing null if the job never ran */
    static LastNight of(String job, @Nullable JobStanding standing, Duration within, Instant now) {
        if (standing == null) {
            return new LastNight(false, Text.of("%s never ran", job));
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
            return bad(name, number, Text.of("ended %s ago with rows left; run it again to go on", ago));
        } else if (missing(standing) > 0) {
            return bad(
                    name,
                    number,
                    Text.of("ended %s ago with %s missing", ago, Text.counted(missing(standing), "video")));
        } else if (Duration.between(ended, now).compareTo(within) > 0) {
            return bad(name, number, Text.of("ended %s ago, longer than %s", ago, Durations.words(within)));
        }
        return new LastNight(
                true, line(name, number, Text.of("ended %s ago with everything delivered or accepted", ago)));
    }

    private static LastNight goingOn(String job, int run, Instant since, Duration within, Instant now) {
        boolean isGood = Duration.between(since, now).compareTo(within) <= 0;
        String ago = ago(since, now);
        String words = isGood
                ? Text.of("is going on; it began %s ago", ago)
                : Text.of("is going on; it began %s ago, longer than %s", ago, Durations.words(within));
        return new LastNight(isGood, line(job, run, words));
    }

    private static LastNight bad(String job, int run, String words) {
        return new LastNight(false, line(job, run, words));
    }

    private static String line(String job, int run, String words) {
        return Text.of("%s, run %d, %s", job, run, words);
    }

    private static String ago(Instant then, Instant now) {
        return Durations.words(Duration.between(then, now));
    }

    private static boolean isOpen(JobStanding standing) {
        return standing.run().loadedAs() == null
                || standing.states().keySet().stream().anyMatch(LastNight::isOpen);
    }

    private static boolean isOpen(ClipState state) {
        return switch (state) {
            case QUEUED, SUBMITTING, SUBMITTED, GENERATED -> true;
            case DELIVERED, FAILED, IN_DOUBT, TIMED_OUT, UNDELIVERED -> false;
        };
    }

    private static int missing(JobStanding standing) {
        int all =
                standing.states().values().stream().mapToInt(Integer::intValue).sum();
        int delivered = standing.states().getOrDefault(ClipState.DELIVERED, 0);
        return all - delivered - standing.accepted() + standing.invalidRows();
    }
}
