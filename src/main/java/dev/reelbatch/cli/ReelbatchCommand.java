package dev.reelbatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The program itself: declares its commands. */
@Command(
        name = "reelbatch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Turns a spreadsheet of prompts into videos, and never pays for a row twice.",
        footerHeading = "Examples",
        footer = {
            "  Try a sheet free of charge, against the built-in simulator:",
            "    reelbatch run sample-prompts/launch-teasers.csv --rehearse",
            "  See what it would cost:",
            "    reelbatch check sample-prompts/launch-teasers.csv",
            "  Show all options of a command:",
            "    reelbatch help run"
        },
        exitCodeListHeading = "Exit codes",
        exitCodeList = {
            "0:every row is delivered, cancelled, or accepted by a person",
            "1:a defect in reelbatch",
            "2:usage or input is invalid; nothing was submitted",
            "3:finished, but not every row is delivered, cancelled or accepted",
            "4:stopped with rows left; run again to resume",
            "5:the home folder is used by another process",
            "130:interrupted by Ctrl-C; run again to resume",
            "143:interrupted by SIGTERM; run again to resume"
        })
final class ReelbatchCommand implements CommandLine.IExitCodeGenerator, Runnable {

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    /** Runs without a command: prints the help to standard error, because nothing was done. */
    @Override
    public void run() {
        spec.commandLine().usage(spec.commandLine().getErr());
    }

    @Override
    public int getExitCode() {
        return ExitCode.INVALID;
    }
}
