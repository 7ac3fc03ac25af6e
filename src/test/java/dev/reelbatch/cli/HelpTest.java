package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.terminal.TextTable;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.Model.UsageMessageSpec;

class HelpTest {

    private final Cli cli;

    HelpTest(@TempDir Path folder) {
        cli = new Cli(folder);
    }

    private static CommandLine line() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return CommandLines.commandLine(new Terminal(nowhere, nowhere, new StringReader(""), false, Map.of()));
    }

    private static CommandSpec command(String name) {
        return Objects.requireNonNull(line().getSubcommands().get(name)).getCommandSpec();
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check", "status", "rerun", "simulate"})
    void whenHelpIsAskedForThenEveryOptionIsExplainedAndNoHomeIsMade(String command) {
        Cli.Result result = cli.run(command, "--help");
        assertThat(result.exit()).isZero();
        assertThat(result.err()).isEmpty();
        assertThat(result.out()).startsWith("Usage: reelbatch " + command).doesNotContain("%%", "${");
        assertThat(cli.home).doesNotExist();
        for (OptionSpec option : command(command).options()) {
            assertThat(String.join("", option.description()))
                    .as(option.longestName())
                    .isNotBlank();
            if (!option.hidden()) {
                assertThat(result.out()).contains(option.longestName());
            }
        }
    }

    @Test
    void whenHelpOfTheProgramIsAskedForThenCommandsAndExitCodesAreListed() {
        Cli.Result result = cli.run("--help");
        assertThat(result.exit()).isZero();
        assertThat(result.out())
                .contains("run", "check", "status", "rerun", "simulate", "Exit codes:", "  130  interrupted by Ctrl-C");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void whenHelpIsAskedForThenItHasExamplesAndNoLineIsTooLongOrEndsInsideAName(String command) {
        for (String language : List.of("en", "zh")) {
            String help = cli.run("help", command, "--lang=" + language).out();
            assertThat(help).contains("\n  ", "reelbatch " + command);
            assertThat(help.lines())
                    .allSatisfy(line -> assertThat(TextTable.width(line)).isLessThanOrEqualTo(80))
                    .noneMatch(line -> line.matches(".*[-./=]") && !line.endsWith(".") || line.endsWith("~/."));
            assertThat(cli.run(command, "--help", "--lang=" + language).out()).isEqualTo(help);
        }
        assertThat(cli.run("help", command).out().lines())
                .filteredOn(line -> command.equals("generate-completion") || line.equals("Examples:"))
                .isNotEmpty();
    }

    static Set<String> commands() {
        return line().getSubcommands().keySet();
    }

    @Test
    void whenACommandNeedsAHomeThenItsHelpNamesTheEnvironment() {
        assertThat(cli.run("run", "--help").out())
                .contains("Environment:", "MODELVERSE_API_KEY_FILE", "REELBATCH_HOME", "LANG", "HTTPS_PROXY");
        assertThat(cli.run("simulate", "--help").out()).doesNotContain("Environment:");
    }

    @Test
    void whenHelpIsAskedForThenOptionsStandUnderTheirHeadings() {
        List<String> lines = cli.run("run", "--help").out().lines().toList();
        assertThat(lines.stream().filter(line -> line.matches("\\S.*:")))
                .containsExactly(
                        "Arguments:",
                        "Options:",
                        "Reading the sheet:",
                        "Defaults:",
                        "Limits:",
                        "API and pace:",
                        "Home folder and settings:",
                        "General:",
                        "Examples:",
                        "Environment:");
        assertThat(lines.get(lines.indexOf("Limits:") + 1)).startsWith("      --max-cost=N");
        assertThat(lines.get(lines.indexOf("Home folder and settings:") + 1)).startsWith("      --home=DIR");
    }

    @Test
    void whenHelpOfAnUnknownCommandIsAskedForThenTheNearestIsNamed() {
        assertThat(cli.run("help", "chek").err()).contains("There is no command \"chek\". Did you mean check?");
        assertThat(cli.run("help", "zzzzzz").err()).contains("Commands: run, check, status");
        assertThat(cli.run("help").out()).isEqualTo(cli.run("--help").out()).startsWith("Usage: reelbatch");
    }

    @Test
    void whenAHelpTextIsWrittenThenItIsTranslated() {
        List<String> texts = new ArrayList<>();
        collect(line(), texts);
        assertThat(texts).hasSizeGreaterThan(100);
        Text.speak(Language.CHINESE);
        assertThat(new TreeSet<>(texts))
                .filteredOn(text -> Text.translated(text).equals(text))
                .isEmpty();
    }

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    private static void collect(CommandLine line, List<String> texts) {
        CommandSpec spec = line.getCommandSpec();
        UsageMessageSpec usage = spec.usageMessage();
        Stream.of(usage.header(), usage.description(), usage.footer())
                .flatMap(Stream::of)
                .forEach(texts::add);
        texts.addAll(usage.exitCodeList().values());
        Stream.of(usage.exitCodeListHeading(), usage.footerHeading()).forEach(texts::add);
        spec.options()
                .forEach(option ->
                        texts.addAll(List.of(OptionSpec.builder(option).description())));
        spec.positionalParameters()
                .forEach(parameter -> texts.addAll(
                        List.of(PositionalParamSpec.builder(parameter).description())));
        texts.removeIf(text ->
                text.isBlank() || text.startsWith("  source <(") || text.startsWith("    reelbatch ")); // to be typed
        line.getSubcommands().values().forEach(command -> collect(command, texts));
    }

    @Test
    void whenAnOptionOfRunChangesThenItsTableHasToFollow() {
        Document.of("docs/settings.md").assertHas("options", OptionsTable.of(command("run")));
    }
}
