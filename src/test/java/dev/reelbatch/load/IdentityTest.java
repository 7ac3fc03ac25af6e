package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.sheet.CellValue;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IdentityTest {

    private static final List<String> UNSEEN = List.of(
            " ", "\t", "\u00a0", "\u3000", "\u2009", "\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u00ad",
            "\u200e", "\u200f", "\u202a", "\u202e", "\u2066", "\u2069", "\u061c", "\u180e", "\u2028", "\u0085");

    /** Checked for all characters there are. */
    @Test
    void whenACharacterIsAMarkThatNobodySeesThenAndOnlyThenItDoesNotCountAtTheEnds() {
        Pattern unseen = Pattern.compile("[\\p{Cf}\\p{Cc}\\p{Z}\\x{34F}\\x{115F}\\x{1160}\\x{180B}-\\x{180F}\\x{2800}"
                + "\\x{3164}\\x{FE00}-\\x{FE0F}\\x{FFA0}&&[^\\x{E0000}-\\x{E007F}]]");
        assertThat(IntStream.rangeClosed(0, Character.MAX_CODE_POINT)
                        .filter(c -> Identity.isUnseen(c)
                                != unseen.matcher(Character.toString(c)).matches()))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "8, 8.0",
        "8, 8.00",
        "8, 08",
        "8, 0008.0",
        "8, ８",
        "8, ８.０",
        "0, 00",
        "0, 0.0",
        "0, -0",
        "-5, -5.0",
        "-5, -05",
        "123456789012345678901234567890, 123456789012345678901234567890.0",
        "cat-1, Cat-1",
        "cat-1, CAT-1",
        "cat-1, ｃａｔ-１",
        "straße, STRASSE",
        "猫 1, 猫　1",
        "a b, a  b",
        "2026/1/5, 2026-01-05",
        "2026/01/05, 2026-1-5",
        "2026-01-05, 2026-01-05 00:00:00",
        "2026-01-05, 2026-01-05T00:00:00.000"
    })
    void whenAnIdIsWrittenInAnotherWayThenItIsTheSame(String one, String other) {
        assertThat(same("a red cat", one)).isEqualTo(same("a red cat", other));
    }

    @ParameterizedTest
    @CsvSource({
        "8, 80",
        "8, -8",
        "8, 8.5",
        "1.1, 1.10",
        "8, 8a",
        "8, v8",
        "8, 8.0.0",
        "1, 10",
        "1, 01a",
        "a-b, ab",
        "a b, ab",
        "1e5, 100000",
        "1.23457E+11, 123457000000",
        "1/5/2026, 2026-01-05",
        "2026-01-05, 2026-05-01",
        "2026-01-05, 2026.01.05",
        "2026-01-05, 20260105",
        "2026-1/5, 2026-01-05",
        "2026-01-05, 2026-01-05 00:30:00",
        "2026-13-05, 2026-13-5"
    })
    void whenAnIdMayBeAnotherThenItIsAnother(String one, String other) {
        assertThat(same("a red cat", one)).isNotEqualTo(same("a red cat", other));
    }

    @Test
    void whenARowHasNoIdThenItIsNotOneWithAnIdAndBothAreFoundWhateverTheId() {
        PromptRow without = Sheets.valid("prompt\na red cat\n");
        PromptRow with = Sheets.valid("prompt,id\na red cat,7\n");

        assertThat(with.keys().same()).isNotEqualTo(without.keys().same());
        assertThat(with.keys().anyId()).isEqualTo(without.keys().anyId());
    }

    @Property(tries = 300)
    void whenANumberIsWrittenByAProgramThenItsIdIsTheSame(
            @ForAll @LongRange(min = -1_000_000_000_000L, max = 1_000_000_000_000L) long number) {
        String id = Identity.id(String.valueOf(number));
        assertThat(Identity.id(number + ".0")).isEqualTo(id);
        assertThat(Identity.id((number < 0 ? "-000" : "000") + Math.abs(number)))
                .isEqualTo(id);
    }

    @Property(tries = 500)
    void whenMarksThatNobodySeesAreAtTheEndsThenTextsAreTheSame(
            @ForAll("unseen") String before, @ForAll("unseen") String after, @ForAll("texts") String text) {
        assertThat(same(before + text + after, before + text + after)).isEqualTo(same(text, text));
    }

    @Property(tries = 300)
    void whenAnIdIsNormalisedAgainThenItStays(@ForAll String text) {
        assertThat(Identity.id(Identity.id(text))).isEqualTo(Identity.id(text));
    }

    @Test
    void whenALetterHasSeveralCapitalsThenAllAreTheSameId() {
        assertThat(Identity.id("MAẞE")).isEqualTo(Identity.id("Maße")).isEqualTo(Identity.id("MASSE"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red cat|A red cat",
                "a red cat|a red  cat",
                "a red cat|a\u200bred cat",
                "8|8.0",
                "８|8",
                "flag \uD83C\uDFF4\uDB40\uDC67\uDB40\uDC62\uDB40\uDC65\uDB40\uDC6E\uDB40\uDC67\uDB40\uDC7F|flag \uD83C\uDFF4"
            })
    void whenPromptsDifferVisiblyThenTheyAreTwo(String both) {
        int bar = both.indexOf('|');
        assertThat(same(both.substring(0, bar), "1")).isNotEqualTo(same(both.substring(bar + 1), "1"));
    }

    @ParameterizedTest
    @CsvSource({
        "parameters.seed, 8, Parameters.Seed, 8",
        "parameters.seed, 8, PARAMETERS.SEED, 8.0",
        "parameters.seed, 8, parameters.seed, ８",
        "parameters.seed, 8, parameters.seed, '8­'",
        "parameters.ratio, 16:9, parameters.Ratio, １６：９",
        "parameters.watermark, true, parameters.watermark, ＴＲＵＥ",
        "input.negative_prompt, blur, Input.Negative_Prompt, 'blur​'",
        "input.strength, 0.5, input.strength, ０.５０"
    })
    void whenAParameterIsSpelledInAnotherWayThenItIsTheSame(
            String header, String cell, String other, String otherCell) {
        assertThat(keysOf(header, cell)).isEqualTo(keysOf(other, otherCell));
    }

    @ParameterizedTest
    @CsvSource({
        "parameters.seed, 8, parameters.seed, 9",
        "parameters.seed, 8, parameters.seeds, 8",
        "parameters.style, Anime, parameters.style, anime",
        "input.negative_prompt, blur, input.negative_prompt, ｂｌｕｒ",
        "parameters.seed, 8, input.seed, 8"
    })
    void whenAParameterMayBeAnotherThenItIsAnother(String header, String cell, String other, String otherCell) {
        assertThat(keysOf(header, cell)).isNotEqualTo(keysOf(other, otherCell));
    }

    @Test
    void whenAnEarlierVersionSentWhatNobodySeesThenItIsTheSameRequest() {
        String now = Sheets.valid("prompt,parameters.seed\n\"two\nlines\",8\n").requestJson();
        String before =
                now.replace("\"seed\":8", "\"Seed\":8,\"style\":\"\u200b\"").replace("\\n", "_x000D_\\n");

        assertThat(before).isNotEqualTo(now);
        assertThat(Identity.keys(before, " 08")).isEqualTo(Identity.keys(now, "8"));
    }

    /** The keys by which a row is looked up equal those that its clip gets when a home is updated. */
    @ParameterizedTest
    @ValueSource(strings = {"prompt,id\na red cat,008\n", "prompt,Parameters.Seed,size\n\"x, \"\"y\"\"\",８,1280X720\n"})
    void whenARequestIsReadFromTheLedgerThenItsKeysAreThoseOfItsRow(String csv) {
        PromptRow row = Sheets.valid(csv);
        assertThat(Identity.keys(row.requestJson(), row.id()).same())
                .isEqualTo(row.keys().same());
        assertThat(Identity.keys(row.requestJson(), row.id()).anyId())
                .isEqualTo(row.keys().anyId());
        assertThat(row.keys().known()).contains(row.fingerprint().hex());
    }

    @Provide
    Arbitrary<String> unseen() {
        return Arbitraries.of(UNSEEN).list().ofMaxSize(3).map(marks -> String.join("", marks));
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a red cat", "8", "猫", "Ⅷ", "x\u200by", "👨‍👩‍👧", "a  b");
    }

    private static String same(String prompt, String id) {
        return Identity.keys(
                        "{\"input\":{\"prompt\":%s},\"model\":\"m\",\"parameters\":{}}"
                                .formatted(CanonicalJson.print(CellValue.text(prompt))),
                        id)
                .same();
    }

    private static String keysOf(String header, String cell) {
        return Sheets.valid("prompt,model,%s\na red cat,some/model,%s\n".formatted(header, cell))
                .keys()
                .same();
    }
}
