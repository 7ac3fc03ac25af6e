package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.StateText;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.text.Text;

/**
 * Writes a log line about a run from time to time: soon after its start, then every five minutes if something changed.
 */
final class RunLines implements ProgressListener {

    private static final int FIRST = 30; // in progress reports, which come once a second
    private static final int EVERY = 300;

    private final String job;
    private final ServeLog serveLog;
    private int looks;
    private String last = "";

    RunLines(String job, ServeLog serveLog) {
        this.job = job;
        this.serveLog = serveLog;
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        looks++;
        if (looks % EVERY != FIRST) {
            return;
        }
        String line = StateText.of(runProgress.states());
        SlowdownReason slowdownReason = runProgress.slowdown();
        line += slowdownReason == null ? "" : Text.of(" (%s)", slowdownReason.message());
        if (!line.equals(last)) {
            last = line;
            serveLog.say(job, line);
        }
    }
}
