package dev.reelbatch.cli;

import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.terminal.ProgressView;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;

/** Runs a plan at a terminal: signals, progress, summary, exit code. */
final class Runner {

    private final RunService runs;
    private final Terminal terminal;
    private final LimitOptions options;
    private final RunNotifications runNotifications;

    Runner(RunService runs, Terminal terminal, LimitOptions options, RunNotifications runNotifications) {
        this.runs = runs;
        this.terminal = terminal;
        this.options = options;
        this.runNotifications = runNotifications;
    }

    /** Runs the plan. Returns the exit code. */
    int run(RunPlan runPlan) {
        PrintWriter out = options.messages(terminal);
        StopSignal stop = new StopSignal();
        if (runs.isComplete(runPlan)) {
            out.println(Text.of("Nothing left to do. The reports have been refreshed."));
        }
        RunResult result;
        int exitCode;
        try (ProgressView progress = options.progressAt(terminal)) {
            Signals signals = Signals.stop(stop, progress::say);
            result = runs.run(runPlan, stop, progress);
            exitCode = exitCode(result, signals);
            progress.ended(result.ending(), exitCode);
        }
        out.println();
        result.summary().forEach(out::println);
        runs.close(result);
        runNotifications.ended(result);
        return exitCode;
    }

    private static int exitCode(RunResult result, Signals signals) {
        return result.ending() == RunOutcome.INTERRUPTED
                ? signals.exitCode()
                : result.ending().exitCode();
    }
}
