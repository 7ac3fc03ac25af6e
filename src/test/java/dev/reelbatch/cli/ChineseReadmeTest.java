package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** README.zh-CN.md says what README.md says: whatever a person would type is held against that, or against the program. */
class ChineseReadmeTest {

    private static final Pattern COMMAND = Pattern.compile(".*(?:reelbatch|reelbatch\\.jar) +([a-z-].*)");

    private final String chinese;
    private final String english;

    ChineseReadmeTest() throws IOException {
        chinese = Files.readString(Path.of("README.zh-CN.md"));
        english = Files.readString(Path.of("README.md"));
    }

    @Test
    void whenACommandStandsInTheChineseReadmeThenItIsInTheEnglishOneOrCanBeRun() {
        Set<String> known = Set.copyOf(typed(english));
        List<String> others =
                typed(chinese).stream().filter(line -> !known.contains(line)).toList();

        assertThat(typed(chinese)).hasSizeGreaterThan(20);
        assertThat(others).allSatisfy(line -> {
            var command = COMMAND.matcher(line);
            assertThat(command.matches()).as(line).isTrue();
            commandLine().parseArgs(command.group(1).split(" +"));
        });
    }

    @Test
    void whenAnOptionSettingOrChapterStandsInTheChineseReadmeThenTheEnglishOneHasIt() {
        for (String kind : List.of("--[a-z][a-z-]+", "\\breelbatch(?:\\.[a-z-]+)+", "\\b[A-Z]+(?:_[A-Z]+)+\\b")) {
            assertThat(found(kind, english)).as(kind).containsAll(found(kind, chinese));
        }
        assertThat(chinese.lines().filter(line -> line.startsWith("## ")))
                .hasSameSizeAs(
                        english.lines().filter(line -> line.startsWith("## ")).toList());
    }

    @Test
    void whenTheChineseReadmeLeadsToAFileOrAChapterThenItIsThere() {
        Set<String> chapters = english.lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.replaceFirst("#+ ", "").toLowerCase().replace(' ', '-'))
                .collect(Collectors.toSet());

        assertThat(found("(?<=\\]\\()[A-Za-z][^:)]*(?=\\))", chinese))
                .hasSizeGreaterThan(3)
                .allSatisfy(link -> {
                    String[] parts = link.split("#");
                    assertThat(Path.of(parts[0])).exists();
                    assertThat(parts.length == 1 || chapters.contains(parts[1]))
                            .as(link)
                            .isTrue();
                });
    }

    /** The lines of the blocks of code, without their comments. */
    private static List<String> typed(String readme) {
        return readme.lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.replaceFirst(" +# .*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    private static Set<String> found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(match -> match.group())
                .collect(Collectors.toSet());
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return CommandLines.commandLine(new Terminal(nowhere, nowhere, new StringReader(""), false, Map.of()));
    }
}
