package dev.reelbatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What README.md and docs/ lead to is there. */
class DocumentsTest {

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

    @Test
    void whenTheReadmeGrowsThenItStaysShort() throws IOException {
        assertThat(Files.size(Path.of("README.md"))).isLessThan(10_500);
        assertThat(Files.size(Path.of("README.zh-CN.md"))).isLessThan(10_500);
    }
}
