package dev.reelbatch.serve;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.StateText;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.submit.SlowdownReason;
import dev.reelbatch.text.Text;

/**
 * Passes a run's progress on to it, and writes a log line from time to time: soon after its start, then every five
 * minutes if something changed.
 */
final class RunLines implements ProgressListener {

    private static final int FIRST = 30; // in progress reports, which come once a second
    private static final int EVERY = 300;

    private final ServedRun servedRun;
    private final ServeLog serveLog;
    private int looks;
    private String last = "";

    RunLines(ServedRun servedRun, ServeLog serveLog) {
        this.servedRun = servedRun;
        this.serveLog = serveLog;
    }

    @Override
    public void began(Run run, StopSignal stop) {
        servedRun.began(run, stop);
    }

    @Override
    public void onProgress(RunProgress runProgress) {
        servedRun.onProgress(runProgress);
        looks++;
        if (looks % EVERY != FIRST) {
            return;
        }
        String line = StateText.of(runProgress.states());
        SlowdownReason slowdownReason = runProgress.slowdown();
        line += slowdownReason == null ? "" : Text.of(" (%s)", slowdownReason.message());
        if (!line.equals(last)) {
            last = line;
            serveLog.say(servedRun.job(), line);
        }
    }
}
