package dev.reelbatch.cli;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.SpendingLimits;
import dev.reelbatch.plan.RunLimits;
import dev.reelbatch.submit.FailureLimit;
import dev.reelbatch.terminal.ProgressStyle;
import dev.reelbatch.terminal.ProgressView;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options for rate, limits and the API. */
@OptionGroup.In(OptionGroup.LIMITS)
final class LimitOptions {

    private static final Duration PATIENCE_AT_A_TERMINAL = Duration.ofMinutes(2);
    private static final Duration PATIENCE = Duration.ofMinutes(15);

    @Mixin
    private final PaceOptions pace = new PaceOptions();

    @Option(
            names = "--max-cost",
            paramLabel = "N",
            converter = Converters.MoneyConverter.class,
            description =
                    "do not start a run that would cost more than N, and stop before this run, including retries, costs "
                            + "more than N; none for no limit (the default)")
    private @Nullable BigDecimal maxCost;

    @Option(
            names = "--partial",
            description = "start even if all rows would cost more than --max-cost, and stop at that limit")
    private boolean partial;

    @Option(
            names = "--max-failures",
            paramLabel = "N|N%",
            converter = Converters.FailuresConverter.class,
            description = "stop submitting after N failures, or after N percent of rows failed")
    private FailureLimit.@Nullable Limit maxFailures;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            description = "stop when the API has not answered, or has accepted nothing, for TIME (default: 15m, at a "
                    + "terminal 2m)")
    private @Nullable Duration patience;

    @OptionGroup.In(OptionGroup.GENERAL)
    @Option(
            names = "--progress",
            paramLabel = "HOW",
            converter = Converters.ProgressConverter.class,
            defaultValue = "auto",
            description = "how progress is shown: auto, bar, plain, json or none (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private ProgressStyle progress;

    @OptionGroup.In(OptionGroup.GENERAL)
    @Option(
            names = {"-y", "--yes"},
            description = "do not ask before spending")
    private boolean yes;

    RunLimits limits(RowRanges rows, Terminal terminal) {
        Duration standard = terminal.isForPeople() ? PATIENCE_AT_A_TERMINAL : PATIENCE;
        return new RunLimits(
                rows,
                pace.rate(),
                pace.maxInFlight(),
                SpendingLimits.ofRun(maxCost, partial),
                maxFailures,
                patience == null ? standard : patience);
    }

    URI apiUrl() {
        return pace.apiUrl();
    }

    ProgressView progressAt(Terminal terminal) {
        return ProgressView.of(progress, terminal);
    }

    boolean writesJson() {
        return progress == ProgressStyle.JSON;
    }

    /** Reports that a person said no. Returns the exit code. */
    int declined(Terminal terminal) {
        String message = Text.of("Nothing was submitted.");
        if (writesJson()) {
            throw new UserException(message); // becomes an object
        }
        terminal.out().println(message);
        return ExitCode.INVALID;
    }

    /** Returns the writer for messages, which must not mix with lines that a program reads. */
    PrintWriter messages(Terminal terminal) {
        return writesJson() ? terminal.err() : terminal.out();
    }

    /** Returns true if a person is to be asked before money is spent. */
    boolean asks(Terminal terminal) {
        return terminal.canAsk() && !yes;
    }
}
