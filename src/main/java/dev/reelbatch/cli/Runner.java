package dev.reelbatch.cli;

import dev.reelbatch.handover.ClientConsole;
import dev.reelbatch.home.Home;
import dev.reelbatch.job.RunOutcome;
import dev.reelbatch.job.RunResult;
import dev.reelbatch.job.RunService;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.serve.CommandedRun;
import dev.reelbatch.serve.RunFollower;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.terminal.ProgressView;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Runs a plan at a terminal: signals, progress, summary, exit code. */
final class Runner {

    private static final Duration GLANCE = Duration.ofSeconds(1);
    private static final int SIGTERM = 15; // as `stop` ends a run of its own process

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

    /**
     * Queues the plan in the {@code serve} that does this command, and follows its run. Returns the exit code.
     *
     * @param client the person's console; if it goes, the run goes on
     */
    int follow(RunPlan runPlan, CommandedRun commanded, ClientConsole client, Home home) throws InterruptedException {
        PrintWriter out = options.messages(terminal);
        if (runs.isComplete(runPlan)) {
            out.println(Text.of("Nothing left to do. The reports have been refreshed."));
        }
        client.detachable(Text.of(
                "Detached: `serve` continues %s. To see it: %s. To stop it: %s",
                runPlan.job(), home.command("status", runPlan.job()), home.command("stop", runPlan.job())));
        RunFollower run = commanded.queue(runPlan);
        if (run.joins()) {
            out.println(
                    Text.of(
                            "The same command is already waiting or running in `serve`. This shows its run; nothing is charged twice."));
        }
        RunResult result;
        int exitCode;
        try (ProgressView progress = options.progressAt(terminal)) {
            while (run.show(progress, progress::say, GLANCE)) {
                if (client.isLost()) {
                    return ExitCode.STOPPED; // which nobody reads
                }
            }
            result = resultOf(run);
            exitCode = result == null || result.ending() == RunOutcome.INTERRUPTED
                    ? ExitCode.SIGNAL + SIGTERM
                    : result.ending().exitCode();
            if (result != null) {
                progress.ended(result.ending(), exitCode);
            }
        }
        if (result == null) {
            out.println(
                    run.isWithheld()
                            ? Text.of("`serve` is ending. It begins this run at its next start.")
                            : Text.of("Stopped before it began. Nothing was submitted."));
            return exitCode;
        }
        out.println();
        result.summary().forEach(out::println);
        return exitCode;
    }

    private static @Nullable RunResult resultOf(RunFollower run) {
        run.failure().ifPresent(why -> {
            if (why instanceof RuntimeException e) {
                throw e;
            }
            throw new IllegalStateException(why);
        });
        return run.result().orElse(null);
    }

    private static int exitCode(RunResult result, Signals signals) {
        return result.ending() == RunOutcome.INTERRUPTED
                ? signals.exitCode()
                : result.ending().exitCode();
    }
}
