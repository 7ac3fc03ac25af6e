package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.Document;
import dev.reelbatch.terminal.Terminal;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The Chinese documents say what the English ones say: what a person types is compared with those, or the program. */
class ChineseDocumentsTest {

    private static final Pattern COMMAND = Pattern.compile(".*(?:reelbatch|reelbatch\\.jar) +([a-z-].*)");

    private final List<Document> chinese;
    private final List<Document> english;

    ChineseDocumentsTest() {
        chinese =
                Document.all().stream().filter(ChineseDocumentsTest::isChinese).toList();
        english = Document.all().stream()
                .filter(document -> !isChinese(document))
                .filter(document -> !document.path().equals(Path.of("CHANGELOG.md")))
                .toList();
    }

    private static boolean isChinese(Document document) {
        return document.path().startsWith("docs/zh")
                || document.path().toString().contains("zh-CN");
    }

    @Test
    void whenAChineseDocumentShowsACommandThenAnEnglishOneDoesOrItCanBeRun() {
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
    void whenAChineseDocumentNamesAnOptionOrASettingThenAnEnglishOneDoes() {
        for (String kind : List.of("--[a-z][a-z-]+", "\\breelbatch(?:\\.[a-z-]+)+", "\\b[A-Z]+(?:_[A-Z]+)+\\b")) {
            assertThat(found(kind, english)).as(kind).containsAll(found(kind, chinese));
        }
    }

    @Test
    void whenAChineseDocumentTranslatesAnEnglishOneThenItHasItsChapters() {
        assertThat(chinese).hasSizeGreaterThan(3).allSatisfy(document -> {
            String original = document.path().toString().replace('\\', '/');
            Document english = Document.of(original.replace("docs/zh/", "docs/").replace(".zh-CN", ""));
            assertThat(levels(document)).as(original).isEqualTo(levels(english));
        });
    }

    private static List<Integer> levels(Document document) {
        return document.headings().stream().map(line -> line.indexOf(' ')).toList();
    }

    private static List<String> typed(List<Document> documents) {
        return documents.stream().flatMap(document -> document.typed().stream()).toList();
    }

    private static Set<String> found(String pattern, List<Document> documents) {
        return documents.stream()
                .flatMap(document -> Stream.of(document.found(pattern)))
                .flatMap(Set::stream)
                .collect(Collectors.toSet());
    }

    private static CommandLine commandLine() {
        PrintWriter nowhere = new PrintWriter(new StringWriter());
        return CommandLines.commandLine(new Terminal(nowhere, nowhere, new StringReader(""), false, Map.of()));
    }
}
