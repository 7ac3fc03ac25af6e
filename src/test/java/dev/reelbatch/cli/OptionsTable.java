package dev.reelbatch.cli;

import java.util.Comparator;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** The options of a command as a table for docs/settings.md. */
final class OptionsTable {

    private OptionsTable() {}

    static String of(CommandSpec command) {
        return command.options().stream()
                .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                .sorted(Comparator.comparing(option -> option.longestName().replaceFirst("^-+", "~")))
                .map(OptionsTable::line)
                .collect(Collectors.joining("\n", "| option | default | what it is |\n|---|---|---|\n", "\n"));
    }

    private static String line(OptionSpec option) {
        String name = option.longestName();
        String separator = name.startsWith("--") ? " " : "";
        String label = option.arity().max() == 0 ? "" : separator + option.paramLabel();
        String standard = hasDefault(option) ? "`" + option.defaultValue() + "`" : "";
        return "| `%s` | %s | %s |"
                .formatted((name + label).replace("|", "\\|"), standard, escaped(description(option)));
    }

    /** A default that needs words stands in the description. */
    private static boolean hasDefault(OptionSpec option) {
        return option.defaultValue() != null
                && !option.defaultValue().isEmpty()
                && String.join(" ", option.description()).contains("default: " + option.defaultValue());
    }

    /** The default has a column of its own. */
    private static String description(OptionSpec option) {
        String text = String.join(" ", option.description());
        return hasDefault(option)
                ? text.replace(" (default: " + option.defaultValue() + ")", "")
                        .replace("(default: " + option.defaultValue() + "; ", "(")
                : text;
    }

    private static String escaped(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }
}
