package dev.reelbatch.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The template and the scripts ask for texts by names that no compiler checks. */
class PageTextsTest {

    private static final Path PAGE = Path.of("src/main/resources/dev/reelbatch/report/page");

    @Test
    void whenTheTemplateSaysSomethingThenItsTextIsThereAndNoOther() throws IOException {
        String body = Files.readString(PAGE.resolve("body.html"));

        assertThat(found("\\{\\{says\\.(\\w+)}}", body))
                .isEqualTo(new TreeSet<>(PageTexts.ofTemplate().keySet()));
        assertThat(body.replaceAll("\\{\\{[^}]*}}|<[^>]*>", " ")).doesNotContainPattern("(?i)[a-z]{2,} [a-z]{2,}");
    }

    @Test
    void whenAScriptSaysSomethingThenItsTextIsThereAndNoOther() {
        // also those chosen by a condition, and the kinds of buttons and settings, which have their texts by name
        Set<String> quoted = found("\"(\\w+)\"", PageTemplate.SCRIPT);
        Set<String> said = found("\\bsay\\(\"(\\w+)\"", PageTemplate.SCRIPT);

        assertThat(PageTexts.ofScripts().keySet()).containsAll(said);
        assertThat(quoted).containsAll(PageTexts.ofScripts().keySet());
    }

    private static Set<String> found(String pattern, String text) {
        Set<String> found = new TreeSet<>();
        Pattern.compile(pattern).matcher(text).results().forEach(match -> found.add(match.group(1)));
        return found;
    }
}
