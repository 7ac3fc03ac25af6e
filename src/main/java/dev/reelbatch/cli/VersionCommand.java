package dev.reelbatch.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The {@code version} command: prints the same as {@code --version}. */
@Command(
        name = "version",
        mixinStandardHelpOptions = true,
        description = "Shows the version of reelbatch, of Java and of the system.",
        footerHeading = "Examples",
        footer = "    reelbatch version")
final class VersionCommand implements Runnable {

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli
    private CommandSpec spec;

    @Override
    public void run() {
        CommandLine reelbatch = spec.commandLine().getParent();
        reelbatch.printVersionHelp(reelbatch.getOut());
    }
}
