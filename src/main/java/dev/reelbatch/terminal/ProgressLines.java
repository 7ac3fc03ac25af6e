package dev.reelbatch.terminal;

import dev.reelbatch.job.RunProgress;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.util.StringJoiner;

/** Writes a plain line when something has changed. */
final class ProgressLines implements ProgressView {

    private final PrintWriter out;
    private final LineInterval lineInterval = new LineInterval();
    private String last = "";

    ProgressLines(PrintWriter out) {
        this.out = out;
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        SlowdownReason slowdownReason = ProgressText.slowdown(runProgress);
        String states = ProgressText.states(runProgress, state -> true);
        String changing =
                states + (slowdownReason == null ? "" : slowdownReason.message()); // the time left changes every second
        if (lineInterval.isDue(runProgress) && !changing.equals(last)) {
            last = changing;
            lineInterval.lineWritten(runProgress);
            out.println(line(runProgress, states));
        }
    }

    private static String line(RunProgress runProgress, String states) {
        StringJoiner parts = new StringJoiner(Text.of("; "), "[" + ProgressText.elapsed(runProgress) + "] ", "");
        parts.add(states);
        SlowdownReason slowdownReason = ProgressText.slowdown(runProgress);
        String pace = ProgressText.pace(runProgress);
        if (!pace.isEmpty() || slowdownReason != null) {
            parts.add((pace + (slowdownReason == null ? "" : Text.of(" (%s)", slowdownReason.message()))).strip());
        }
        String end = ProgressText.end(runProgress);
        if (!end.isEmpty()) {
            parts.add(end);
        }
        return parts.toString();
    }

    @Override
    public void say(String line) {
        out.println(line);
    }
}
