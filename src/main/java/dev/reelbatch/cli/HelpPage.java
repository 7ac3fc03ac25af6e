package dev.reelbatch.cli;

import dev.reelbatch.terminal.TextTable;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Help;
import picocli.CommandLine.IHelpSectionRenderer;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/**
 * A command's help in the language of this process: usage, arguments, options in groups, examples, environment. The
 * English texts of the annotations are translated here, so that a start without {@code --help} spends no time on it.
 */
final class HelpPage {

    private static final int TEXT = 29; // column at which descriptions begin
    private static final int COMMANDS = 23;
    private static final int CODES = 7;
    private static final int WIDEST = 110;

    private final CommandSpec command;
    private final HelpLines lines;
    private final StringBuilder page = new StringBuilder();

    private HelpPage(CommandSpec command) {
        this.command = command;
        this.lines = new HelpLines(Math.min(command.usageMessage().width(), WIDEST));
    }

    /** Renders the page for picocli. */
    static final class Renderer implements IHelpSectionRenderer {
        @Override
        public String render(Help help) {
            HelpPage page = new HelpPage(help.commandSpec());
            page.write();
            return page.page.toString();
        }
    }

    private void write() {
        String usage = Text.of("Usage: ");
        add(usage, TextTable.width(usage), synopsis());
        add("", 0, "");
        String description = Stream.of(command.usageMessage().description())
                .map(Text::translated)
                .collect(Collectors.joining("\n"));
        description.strip().lines().forEach(line -> add("", 0, line));
        writeArguments();
        writeCommands();
        writeOptions();
        String[] footer = command.usageMessage().footer();
        if (footer.length > 0) {
            heading(Text.translated(command.usageMessage().footerHeading()));
            Stream.of(footer).forEach(this::footer);
        }
        if (!command.usageMessage().exitCodeList().isEmpty()) {
            heading(Text.translated(command.usageMessage().exitCodeListHeading()));
            command.usageMessage().exitCodeList().forEach((code, text) -> item(code, CODES, Text.translated(text)));
        }
        if (command.parent() == null || command.findOption("--home") != null) {
            heading(Text.of("Environment"));
            HelpEnvironment.variables().forEach((name, text) -> item(name, TEXT, text));
        }
    }

    private String synopsis() {
        Stream<String> needed =
                command.options().stream().filter(OptionSpec::required).map(HelpPage::withLabel);
        Stream<String> parameters = command.positionalParameters().stream().map(HelpPage::inSynopsis);
        return Stream.of(
                        Stream.of(command.qualifiedName()),
                        needed,
                        Stream.of(Text.of("[OPTIONS]")),
                        parameters,
                        command.subcommands().isEmpty() ? Stream.<String>empty() : Stream.of("COMMAND"))
                .flatMap(words -> words)
                .collect(Collectors.joining(" "));
    }

    private static String inSynopsis(PositionalParamSpec parameter) {
        String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
        return parameter.arity().min() == 0 ? "[" + label + "]" : label;
    }

    private void writeArguments() {
        if (!command.positionalParameters().isEmpty()) {
            heading(Text.of("Arguments"));
        }
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            item(parameter.paramLabel(), TEXT, description(parameter));
        }
    }

    private void writeOptions() {
        Map<OptionGroup, List<OptionSpec>> groups = new EnumMap<>(OptionGroup.class);
        for (OptionSpec option : command.options()) {
            if (!option.hidden()) {
                groups.computeIfAbsent(OptionGroup.of(option), any -> new ArrayList<>())
                        .add(option);
            }
        }
        groups.forEach((group, options) -> {
            heading(group.heading());
            options.forEach(option -> item(names(option), TEXT, description(option)));
        });
    }

    /** Returns the option's names, padded so that long names are aligned. */
    private static String names(OptionSpec option) {
        boolean isShort = option.shortestName().length() == 2;
        return !isShort
                ? "    " + withLabel(option)
                : option.longestName().equals(option.shortestName())
                        ? withLabel(option)
                        : option.shortestName() + ", " + withLabel(option);
    }

    private static String withLabel(OptionSpec option) {
        String separator = option.longestName().startsWith("--") ? "=" : "";
        return option.longestName() + (option.arity().max() == 0 ? "" : separator + option.paramLabel());
    }

    private void writeCommands() {
        if (!command.subcommands().isEmpty()) {
            heading(Text.of("Commands"));
        }
        for (CommandLine line : command.subcommands().values()) {
            CommandSpec one = line.getCommandSpec();
            item(
                    one.name(),
                    COMMANDS,
                    firstSentence(Text.translated(one.usageMessage().description()[0])));
        }
    }

    private static String firstSentence(String text) {
        return text.replaceFirst("(?s)(?<=[^.]{3}[.:] |[。：]).*", "").strip().replaceFirst("[.:。：]$", "");
    }

    private void heading(String heading) {
        add("", 0, "");
        add("", 0, Text.of("%s:", heading.strip()));
    }

    /** Adds the footer. A line of it may have its own indent, and a term before two or more blanks. */
    private void footer(String english) {
        String text = Text.translated(english);
        String term = text.replaceFirst("^( *(?:\\S+ )*\\S+ {2,})?.*", "$1");
        String rest = text.substring(term.length());
        int indent = term.isEmpty() ? rest.length() - rest.stripLeading().length() : TextTable.width(term);
        add(term, indent, rest.strip());
    }

    private void item(String term, int indent, String text) {
        add("  " + term + " ", indent, text);
    }

    private void add(String first, int indent, String text) {
        lines.of(first, indent, text).forEach(line -> page.append(line).append(System.lineSeparator()));
    }

    private static String description(ArgSpec arg) {
        String[] english = arg instanceof OptionSpec option
                ? OptionSpec.builder(option).description()
                : PositionalParamSpec.builder((PositionalParamSpec) arg).description();
        return Stream.of(english)
                .map(Text::translated)
                .collect(Collectors.joining(" "))
                .replace("${DEFAULT-VALUE}", Objects.toString(arg.defaultValue(), ""));
    }
}
