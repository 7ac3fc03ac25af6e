package dev.reelbatch.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final Pattern VALUE = Pattern.compile("%(\\d+\\$)?[-,.0-9]*([a-zA-Z])");

    /** Names in a CSV file, a format, a folder of Windows, and the descriptions of metrics. */
    private static final Pattern NOT_OURS = Pattern.compile(
            "(CheckCsv|DropperWords).java: .*|StampedName.java:  to fix|Stamps.java: uuuu.*|PersonalFolders.java: system volume information|SecurityConfiguration.java: default-src.*|(HomeGauges|Metrics|Monitoring).java: .*",
            Pattern.DOTALL);

    private static Map<String, String> inTheCode = Map.of();

    @BeforeAll
    static void readTheCode() throws IOException {
        inTheCode = TextsOfTheCode.read(Path.of("src/main/java"));
        inTheCode.putAll(TextsOfTheCode.readTemplates(Path.of("src/main/resources/dev/reelbatch/web/console")));
        assertThat(inTheCode).hasSizeGreaterThan(10);
    }

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    @Test
    void whenATextIsInTheCodeThenItIsTranslated() {
        TreeSet<String> missing = new TreeSet<>(inTheCode.keySet());
        missing.removeAll(Translations.of(Language.CHINESE).keySet());
        assertThat(missing)
                .as(() -> missing.stream()
                                .map(text -> inTheCode.get(text) + ": " + text)
                                .toList() + "")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"cli", "serve", "inbox", "notify", "web"})
    void whenWordsAreSaidThenByText(String everyWordOf) throws IOException {
        assertThat(BareSentences.in(Path.of("src/main/java/dev/reelbatch", everyWordOf)))
                .filteredOn(words -> !NOT_OURS.matcher(words).matches())
                .isEmpty();
    }

    @Test
    void whenATextIsTranslatedThenItTakesTheSameValues() {
        assertThat(Translations.of(Language.CHINESE))
                .allSatisfy((english, chinese) -> assertThat(values(chinese)).isEqualTo(values(english)));
    }

    /** Returns the values with their kinds, in the order of the arguments. */
    private static List<String> values(String text) {
        List<MatchResult> all = VALUE.matcher(text.replace("%%", "").replace("%n", ""))
                .results()
                .toList();
        return Stream.iterate(0, n -> n < all.size(), n -> n + 1)
                .map(n -> {
                    MatchResult value = all.get(n);
                    return (value.group(1) == null ? n + 1 + "$" : value.group(1)) + value.group(2);
                })
                .sorted()
                .toList();
    }

    @Test
    void whenChineseIsSpokenThenKnownTextsAreChineseAndOthersEnglish() {
        Text.speak(Language.CHINESE);
        assertThat(Text.of("Nothing was submitted.")).isEqualTo("没有提交任何内容。");
        assertThat(Text.of("This is %s.", "not translated")).isEqualTo("This is not translated.");
        assertThat(Text.counted(1, "video")).isEqualTo("1 个视频");
    }

    @Test
    void whenTextsAreMadeInALanguageThenTheOthersStayInThatOfTheProcess() {
        String chinese = Text.in(Language.CHINESE, () -> Text.of("Nothing was submitted.") + Text.counted(1, "video"));
        assertThat(chinese).isEqualTo("没有提交任何内容。1 个视频");
        assertThat(Text.of("Nothing was submitted.")).isEqualTo("Nothing was submitted.");
        assertThat(Text.language()).isEqualTo(Language.ENGLISH);
    }

    @Test
    void whenEnglishIsSpokenThenOneThingHasNoPlural() {
        assertThat(Text.counted(1, "video")).isEqualTo("1 video");
        assertThat(Text.counted(0, "video")).isEqualTo("0 videos");
        assertThat(Text.of("100 %")).isEqualTo("100 %");
    }
}
