package dev.reelbatch.terminal;

import dev.reelbatch.home.StatusFile;
import dev.reelbatch.job.JobStatuses.JobStanding;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The answer of {@code status --check}: good if a job's latest run is running, or ended with everything delivered or
 * accepted, and is not older than allowed.
 *
 * @param run number of the latest run; null if the job never ran
 * @param line the verdict in words
 */
public record HealthCheck(String job, @Nullable Integer run, Verdict verdict, String line) {

    /** The state of a job's latest run. */
    public enum Verdict {
        COMPLETED,
        RUNNING,
        RUNNING_TOO_LONG,
        NEVER_RAN,
        INTERRUPTED,
        ROWS_LEFT,
        VIDEOS_MISSING,
        TOO_OLD
    }

    public boolean isGood() {
        return verdict == Verdict.COMPLETED || verdict == Verdict.RUNNING;
    }

    /** Returns the answer for programs, as described by {@code docs/schema/health.json}. */
    public String json() {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("job", job);
        json.put("run", run);
        json.put("ok", isGood());
        json.put("verdict", verdict);
        json.put("message", line);
        return JsonOutput.LINES.writeValueAsString(json);
    }

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
            return new HealthCheck(job, null, Verdict.NEVER_RAN, Text.of("%s never ran", job));
        }
        String name = standing.job().name();
        int number = standing.run().number();
        Instant ended = standing.run().endedAt();
        if (standing.runningSince() != null) {
            return goingOn(name, number, standing.runningSince(), within, now);
        } else if (ended == null) {
            return of(name, number, Verdict.INTERRUPTED, Text.of("was interrupted; run it again to resume"));
        }
        String ago = ago(ended, now);
        if (isOpen(standing)) {
            return of(
                    name,
                    number,
                    Verdict.ROWS_LEFT,
                    Text.of("ended %s ago with rows left; run it again to resume", ago));
        } else if (missing(standing) > 0) {
            return of(
                    name,
                    number,
                    Verdict.VIDEOS_MISSING,
                    Text.of("ended %s ago with %s missing", ago, Text.counted(missing(standing), "video")));
        } else if (Duration.between(ended, now).compareTo(within) > 0) {
            return of(
                    name,
                    number,
                    Verdict.TOO_OLD,
                    Text.of("ended %s ago, longer than %s", ago, Durations.text(within)));
        }
        return of(name, number, Verdict.COMPLETED, Text.of("ended %s ago with everything delivered or accepted", ago));
    }

    private static HealthCheck goingOn(String job, int run, Instant since, Duration within, Instant now) {
        String ago = ago(since, now);
        return Duration.between(since, now).compareTo(within) <= 0
                ? of(job, run, Verdict.RUNNING, Text.of("is running; it started %s ago", ago))
                : of(
                        job,
                        run,
                        Verdict.RUNNING_TOO_LONG,
                        Text.of("is running; it started %s ago, longer than %s", ago, Durations.text(within)));
    }

    private static HealthCheck of(String job, int run, Verdict verdict, String words) {
        return new HealthCheck(job, run, verdict, Text.of("%s, run %d, %s", job, run, words));
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
        int done = standing.states().getOrDefault(ClipState.DELIVERED, 0)
                + standing.states().getOrDefault(ClipState.CANCELLED, 0);
        return all - done - standing.accepted() + standing.invalidRows();
    }
}
