package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The program itself: names its commands. */
@Command(
        name = "reelbatch",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        description = "Turns a spreadsheet of prompts into videos, and never pays for a row twice.",
        footerHeading = "%nExit codes:%n",
        footer = {
            "  0    every row is delivered, or accepted by a person",
            "  1    a defect in reelbatch",
            "  2    usage or input is invalid; nothing was submitted",
            "  3    finished, but not every row is delivered or accepted",
            "  4    stopped with rows left; run again to go on",
            "  5    the home is used by another process",
            "  130, 143    interrupted; run again to go on"
        })
final class ReelbatchCommand implements Runnable {

    @Mixin
    private final LanguageOption language = new LanguageOption();

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                Text.of(
                        "Which command? One of: run, check, status, rerun, accept, reconcile, serve, notify, backup, simulate"));
    }
}
