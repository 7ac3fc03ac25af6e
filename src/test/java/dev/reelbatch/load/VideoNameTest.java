package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.Texts;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;

class VideoNameTest {

    private static PromptRow row(int row, @Nullable String filename, @Nullable String id, String prompt, int count) {
        PromptRow any = Sheets.valid("prompt\nx\n");
        return new PromptRow(
                row,
                0,
                id,
                filename,
                count,
                "{}",
                "m",
                null,
                null,
                prompt,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                any.fingerprint(),
                any.keys(),
                false);
    }

    private static String name(@Nullable String filename, @Nullable String id, String prompt) {
        return new VideoName(false).of(row(7, filename, id, prompt, 1), 1);
    }

    @Provide
    Arbitrary<String> texts() {
        Arbitrary<String> nasty = Arbitraries.of(
                "../../etc/passwd",
                "C:\\x",
                "con",
                "NUL.mp4",
                "a/b",
                "..",
                ".",
                "a:b",
                "x\u0000y",
                "\u202Egpj",
                "𠮷".repeat(90),
                "ü".repeat(90),
                "   ",
                "-rf",
                "a.mp4.mp4",
                "名字".repeat(60));
        return Arbitraries.oneOf(nasty, Texts.any());
    }

    @Property(tries = 500)
    void whenAnyTextIsInTheSheetThenTheNameIsSafeEverywhere(
            @ForAll("texts") String filename,
            @ForAll("texts") String id,
            @ForAll("texts") String prompt,
            @ForAll @IntRange(min = 2, max = 999_999) int number,
            @ForAll boolean ascii) {
        String name = new VideoName(ascii).of(row(number, filename, id, prompt, 100), 100);
        assertThat(name).matches(ascii ? "[A-Za-z0-9._-]+" : "[\\p{L}\\p{M}\\p{N}._-]+");
        assertThat(name).startsWith("%04d".formatted(number)).endsWith("-v100").doesNotContain("..");
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200);
        assertThat(Normalizer.isNormalized(name, Normalizer.Form.NFC)).isTrue();
        assertThat(new VideoName(ascii).of(row(number, filename, id, prompt, 100), 100))
                .isEqualTo(name);
    }

    @Example
    void whenARowHasAFilenameThenItIsTaken() {
        assertThat(name("mug-hero.MP4", "id-1", "a mug")).isEqualTo("0007-mug-hero");
    }

    @Example
    void whenARowHasNoFilenameThenItsIdIsTakenAndElseItsPrompt() {
        assertThat(name(null, "id 1", "A Mug")).isEqualTo("0007-id-1");
        assertThat(name("///", null, "A Mug, on a desk")).isEqualTo("0007-a-mug-on-a-desk");
        assertThat(name(null, null, "!?")).isEqualTo("0007");
    }

    @Example
    void whenTheMachineWritesOnlyAsciiThenAccentsAreDroppedAndTheNumberSuffices() {
        VideoName ascii = new VideoName(true);
        assertThat(ascii.of(row(7, "Café crème", null, "x", 1), 1)).isEqualTo("0007-Cafe-creme");
        assertThat(ascii.of(row(7, "茶园清晨", null, "茶", 1), 1)).isEqualTo("0007");
        assertThat(name("茶园清晨", null, "茶")).isEqualTo("0007-茶园清晨");
    }

    @Example
    void whenTheLocaleHasOtherDigitsThenTheNameHasNot() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
            assertThat(name("a", null, "x")).isEqualTo("0007-a");
        } finally {
            Locale.setDefault(before);
        }
    }
}
