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
            return new LastNight(false, job + " never ran");
        }
        String name = standing.job().name();
        int number = standing.run().number();
        Instant ended = standing.run().endedAt();
        if (standing.runningSince() != null) {
            return goingOn(name, number, standing.runningSince(), within, now);
        } else if (ended == null) {
            return bad(name, number, "was cut short; run it again to go on");
        }
        String when = "ended " + ago(ended, now);
        if (isOpen(standing)) {
            return bad(name, number, when + " with rows left; run it again to go on");
        } else if (missing(standing) > 0) {
            return bad(name, number, "%s with %s missing".formatted(when, Text.counted(missing(standing), "video")));
        } else if (Duration.between(ended, now).compareTo(within) > 0) {
            return bad(name, number, "%s, longer than %s".formatted(when, Durations.words(within)));
        }
        return new LastNight(true, line(name, number, when + " with everything delivered or accepted"));
    }

    private static LastNight goingOn(String job, int run, Instant since, Duration within, Instant now) {
        boolean isGood = Duration.between(since, now).compareTo(within) <= 0;
        String words = "is going on; it began " + ago(since, now);
        return new LastNight(
                isGood, line(job, run, isGood ? words : words + ", longer than " + Durations.words(within)));
    }

    private static LastNight bad(String job, int run, String words) {
        return new LastNight(false, line(job, run, words));
    }

    private static String line(String job, int run, String words) {
        return "%s, run %d, %s".formatted(job, run, words);
    }

    private static String ago(Instant then, Instant now) {
        return Durations.words(Duration.between(then, now)) + " ago";
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
