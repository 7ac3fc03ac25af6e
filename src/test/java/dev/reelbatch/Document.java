package dev.reelbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A Markdown document of the repository, as tests compare it with the code.
 *
 * @param path from the repository's root
 */
public record Document(Path path, String text) {

    private static final Pattern LINK = Pattern.compile("\\[(?:[^\\]\\[]|\\[[^\\]]*])*]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`[^`\n]+`");

    public static Document of(String path) {
        try {
            Path file = Path.of(path);
            return new Document(file, Files.readString(file).replace("\r\n", "\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** README, CHANGELOG and everything in docs/. */
    public static List<Document> all() {
        try (Stream<Path> root = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"))) {
            return Stream.concat(root, docs)
                    .map(Path::toString)
                    .filter(path -> path.endsWith(".md"))
                    .sorted()
                    .map(Document::of)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Fails unless the text between {@code <!-- part -->} and {@code <!-- /part -->} is this one; the message has the
     * text to paste there.
     */
    public void assertHas(String part, String expected) {
        assertThat(part(part).strip())
                .as(
                        "%s is behind the code. Between <!-- %s --> and <!-- /%s --> belongs:\n\n%s\n",
                        path, part, part, expected)
                .isEqualTo(expected.strip());
    }

    /** The text between {@code <!-- name -->} and {@code <!-- /name -->}. */
    public String part(String name) {
        String begin = "<!-- " + name + " -->\n";
        String end = "<!-- /" + name + " -->";
        assertThat(text).contains(begin, end);
        return text.substring(text.indexOf(begin) + begin.length(), text.indexOf(end));
    }

    /** The targets of its relative links and pictures. */
    List<String> links() {
        return LINK.matcher(String.join("\n", prose()))
                .results()
                .map(link -> link.group(1))
                .filter(target -> !target.contains("://"))
                .toList();
    }

    /** The names by which GitHub links to its headings. */
    Set<String> anchors() {
        Map<String, Integer> seen = new HashMap<>();
        Set<String> anchors = new LinkedHashSet<>();
        for (String heading : headings()) {
            String anchor = heading.replaceFirst("#+ +", "")
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N}\\p{M}_ -]", "")
                    .replace(' ', '-');
            int times = seen.merge(anchor, 1, Integer::sum);
            anchors.add(times == 1 ? anchor : anchor + "-" + (times - 1));
        }
        return anchors;
    }

    public List<String> headings() {
        return prose().stream().filter(line -> line.matches("#+ .*")).toList();
    }

    /** The lines of its blocks of code, without their comments. */
    public List<String> typed() {
        return text.lines()
                .filter(line -> line.startsWith("    "))
                .map(line -> line.replaceFirst(" +# .*", "").strip())
                .filter(line -> !line.isEmpty())
                .toList();
    }

    /** The parts of its prose in `backticks`. */
    List<String> code() {
        return prose().stream()
                .flatMap(line -> CODE.matcher(line).results())
                .map(MatchResult::group)
                .map(code -> code.substring(1, code.length() - 1))
                .toList();
    }

    public Set<String> found(String pattern) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private List<String> prose() {
        List<String> lines = new ArrayList<>(text.lines().toList());
        lines.removeIf(line -> line.startsWith("    "));
        return lines;
    }
}
