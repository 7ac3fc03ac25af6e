package dev.reelbatch.cli;

import dev.reelbatch.terminal.Terminal;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The job whose rows a command changes without submitting anything, and whether a person is asked first. */
final class ChangedJob {

    @Parameters(paramLabel = "JOB", description = "the job's name")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private String name;

    @Option(
            names = {"-y", "--yes"},
            description = "do not ask")
    private boolean yes;

    String name() {
        return name;
    }

    /** Returns true if {@code --yes} was said. */
    boolean isUnasked() {
        return yes;
    }

    /** Asks, where a person can be asked and did not say {@code --yes}. Returns false if the answer is no. */
    boolean isConfirmed(Terminal terminal, String question) {
        return yes || !terminal.canAsk() || terminal.confirm(question);
    }
}
