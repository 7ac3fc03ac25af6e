package dev.reelbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Links of README.md and docs/ lead somewhere, and names in them exist in the code. */
class DocumentsTest {

    private static final Path SOURCES = Path.of("src/main/java/dev/reelbatch");

    static List<Document> documents() {
        return Document.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void whenADocumentLinksToAFileOrAHeadingThenItIsThere(Document document) {
        Path folder = Objects.requireNonNullElse(document.path().getParent(), Path.of(""));
        assertThat(document.links()).allSatisfy(link -> {
            String[] parts = link.split("#", 2);
            Path target = parts[0].isEmpty()
                    ? document.path()
                    : folder.resolve(parts[0]).normalize();
            assertThat(target).as(link).exists();
            if (parts.length == 2) {
                assertThat(Document.of(target.toString()).anchors()).as(link).contains(parts[1]);
            }
        });
    }

    @Test
    void whenThereIsADocumentThenTheReadmeLeadsToIt() {
        for (String language : List.of("", ".zh-CN")) {
            Document readme = Document.of("README" + language + ".md");
            String folder = language.isEmpty() ? "docs/" : "docs/zh/";
            assertThat(readme.links().stream().map(link -> link.replaceFirst("#.*", "")))
                    .containsAll(documents().stream()
                            .map(document -> document.path().toString().replace('\\', '/'))
                            .filter(path -> path.matches(folder + "[^/]+"))
                            .toList());
        }
        assertThat(documents()).hasSizeGreaterThan(10);
    }

    /** What a trial leaves behind does not belong to the sources. */
    @Test
    void whenAFileIsKeptThenItsFolderIsOneOfTheProject() throws Exception {
        Process git = null;
        try {
            git = new ProcessBuilder("git", "ls-files", "-z").start();
        } catch (IOException e) {
            Assumptions.abort("there is no git here");
        }
        String files = new String(Objects.requireNonNull(git).getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Assumptions.assumeTrue(git.waitFor() == 0, "these are no sources of git's, or somebody else's");
        assertThat(Stream.of(files.split("\0")).map(file -> file.replaceFirst("/.*", "")))
                .contains("pom.xml")
                .isSubsetOf(
                        "pom.xml",
                        "src",
                        "jobs",
                        "sample-prompts",
                        "docs",
                        "README.md",
                        "README.zh-CN.md",
                        "CHANGELOG.md",
                        "LICENSE",
                        ".ci",
                        ".github",
                        ".gitignore",
                        ".mvn",
                        "mvnw");
    }

    @Test
    void whenTheReadmeGrowsThenItStaysShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThan(10_500);
        assertThat(Files.size(Path.of("README.zh-CN.md"))).isLessThan(10_500);
    }

    @Test
    void whenADocumentNamesAClassThenItIsThere() {
        List<String> classes = documents().stream()
                .flatMap(document -> document.code().stream())
                .filter(code -> code.matches("[a-z]+/[A-Z]\\w+"))
                .toList();

        assertThat(classes).hasSizeGreaterThan(60).allSatisfy(name -> assertThat(SOURCES.resolve(name + ".java"))
                .exists());
    }

    @Test
    void whenADocumentNamesATestThenItIsThere() throws IOException {
        Set<String> tests;
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .collect(Collectors.toSet());
        }
        List<String> named = documents().stream()
                .flatMap(document -> document.code().stream())
                .filter(code -> code.matches("[A-Z]\\w+(Test|IT)"))
                .toList();

        assertThat(named).hasSizeGreaterThan(20).allSatisfy(name -> assertThat(tests)
                .contains(name));
    }

    @Test
    void whenThereIsAPackageThenTheArchitectureExplainsIt() throws IOException {
        List<String> rows = Document.of("docs/architecture.md")
                .text()
                .lines()
                .filter(line -> line.startsWith("| `"))
                .map(line -> line.split("\\|")[1])
                .toList();

        try (Stream<Path> files = Files.list(SOURCES)) {
            assertThat(files.filter(Files::isDirectory).map(folder -> "`" + folder.getFileName() + "`"))
                    .hasSizeGreaterThan(15)
                    .allSatisfy(name -> assertThat(rows).anyMatch(row -> row.contains(name)));
        }
    }
}
