package dev.reelbatch.cli;

import dev.reelbatch.text.Text;
import java.util.Arrays;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

/** Help in the language of this process: annotations, and picocli itself, have it in English. */
final class TranslatedHelp {

    private TranslatedHelp() {}

    /** Translates the help of a command and of its subcommands, in place. */
    static void of(CommandLine line) {
        CommandSpec spec = line.getCommandSpec();
        of(spec.usageMessage());
        List<OptionSpec> options = List.copyOf(spec.options());
        options.forEach(spec::remove);
        line.getSubcommands().values().forEach(TranslatedHelp::of);
        for (OptionSpec option : options) {
            if (!option.inherited()) { // those come back with the command that has them
                OptionSpec.Builder copy = OptionSpec.builder(option);
                spec.addOption(copy.description(translated(copy.description())).build());
            }
        }
        for (PositionalParamSpec parameter : List.copyOf(spec.positionalParameters())) {
            PositionalParamSpec.Builder copy = PositionalParamSpec.builder(parameter);
            spec.remove(parameter);
            spec.addPositional(copy.description(translated(copy.description())).build());
        }
    }

    private static void of(UsageMessageSpec usage) {
        usage.header(translated(usage.header()));
        usage.description(translated(usage.description()));
        usage.footer(translated(usage.footer()));
        usage.footerHeading(Text.translated(usage.footerHeading()));
        usage.synopsisHeading(Text.translated(usage.synopsisHeading()));
        usage.commandListHeading(Text.translated(usage.commandListHeading()));
    }

    private static String[] translated(String... english) {
        return Arrays.stream(english).map(Text::translated).toArray(String[]::new);
    }
}
