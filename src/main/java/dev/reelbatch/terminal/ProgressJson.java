package dev.reelbatch.terminal;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.submit.SlowdownReason;
import java.io.PrintWriter;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes progress as one JSON object a line for programs, as described by {@code docs/schema/progress.json}. Texts for
 * people go to standard error.
 */
public final class ProgressJson implements ProgressView {

    private final PrintWriter out;
    private final PrintWriter messages;
    private final LineInterval lineInterval = new LineInterval();
    private @Nullable RunProgress last;
    private boolean isTold;

    ProgressJson(PrintWriter out, PrintWriter messages) {
        this.out = out;
        this.messages = messages;
    }

    @Override
    public synchronized void onProgress(RunProgress runProgress) {
        last = runProgress;
        isTold = false;
        if (lineInterval.isDue(runProgress)) {
            lineInterval.lineWritten(runProgress);
            tell(null, null);
        }
    }

    private void tell(@Nullable RunOutcome runOutcome, @Nullable Integer exitCode) {
        if (last != null) {
            out.println(line(last, runOutcome == null ? null : runOutcome.word(), exitCode));
            isTold = true;
        }
    }

    /**
     * Returns the object as one line.
     *
     * @param outcome the word for the outcome; null while the run goes on
     * @param exitCode null while the run goes on
     */
    public static String line(RunProgress runProgress, @Nullable String outcome, @Nullable Integer exitCode) {
        Map<String, @Nullable Object> line = line(runProgress);
        line.put("outcome", outcome);
        line.put("exit_code", exitCode);
        return JsonOutput.LINES.writeValueAsString(line);
    }

    private static Map<String, @Nullable Object> line(RunProgress runProgress) {
        Map<ClipState, Integer> states = new EnumMap<>(ClipState.class);
        for (ClipState state : ClipState.values()) {
            states.put(state, runProgress.clips(state));
        }
        SlowdownReason slowdownReason = runProgress.slowdown();
        Map<String, @Nullable Object> line = new LinkedHashMap<>();
        line.put("time", seconds(runProgress.asOf()));
        line.put("job", runProgress.job());
        line.put("rehearsal", runProgress.rehearsal());
        line.put("states", states);
        line.put("cost", runProgress.cost());
        line.put("pace", Math.round(runProgress.perMinute() * 10) / 10.0);
        line.put("slowed_by", slowdownReason == null ? null : slowdownReason.kind());
        line.put("message", slowdownReason == null ? null : slowdownReason.message());
        boolean isForeseeable = ProgressText.goesOn(runProgress) && !ProgressText.waitsForDownloads(runProgress);
        line.put("eta", isForeseeable && runProgress.end() != null ? seconds(runProgress.end()) : null);
        return line;
    }

    private static String seconds(Instant instant) {
        return instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }

    @Override
    public void say(String line) {
        messages.println(line);
    }

    /** Writes the last line, which says how the run ended. */
    @Override
    public synchronized void ended(RunOutcome runOutcome, int exitCode) {
        tell(runOutcome, exitCode);
    }

    /** Writes the last known state, even if the run broke off. */
    @Override
    public synchronized void close() {
        if (!isTold) {
            tell(null, null);
        }
    }
}
