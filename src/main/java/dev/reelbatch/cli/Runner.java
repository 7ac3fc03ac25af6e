package dev.reelbatch.cli;

import dev.reelbatch.job.Plan;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.pump.StopSignal;
import java.io.PrintWriter;

/** Runs a plan in front of a terminal: signals, progress, summary, exit code. */
final class Runner {

    private final RunService runs;
    private final Terminal terminal;
    private final LimitOptions options;

    Runner(RunService runs, Terminal terminal, LimitOptions options) {
        this.runs = runs;
        this.terminal = terminal;
        this.options = options;
    }

    /** Returns the exit code. */
    int run(Plan plan) {
        PrintWriter out = terminal.out();
        StopSignal stop = new StopSignal();
        Signals signals = Signals.stop(stop, out);
        if (runs.isComplete(plan)) {
            out.println("This run is complete already; the reports are written anew.");
        }
        RunResult result = runs.run(plan, stop, new ProgressLines(out, options.progress()));
        out.println();
        result.summary().forEach(out::println);
        return exitCode(result, signals);
    }

    private static int exitCode(RunResult result, Signals signals) {
        StopSignal.Kind stopped = result.stopped().map(StopSignal.Cause::kind).orElse(null);
        if (stopped == StopSignal.Kind.INTERRUPTED) {
            return signals.exitCode();
        } else if (stopped == StopSignal.Kind.DEFECT) {
            return ExitCode.DEFECT;
        } else if (result.open() > 0) {
            return ExitCode.STOPPED;
        }
        return result.undelivered() == 0 ? ExitCode.DELIVERED : ExitCode.NOT_ALL_DELIVERED;
    }
}
