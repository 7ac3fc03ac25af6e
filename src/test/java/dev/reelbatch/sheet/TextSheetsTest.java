package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** CSV files in every combination of encoding, mark, delimiter, line end and place of the header. */
class TextSheetsTest {

    private static final String NBSP = "\u00A0";

    private static final List<List<String>> CHINESE = List.of(
            List.of("提示词", "时长", "id", "备注"),
            List.of("海边的日出，慢镜头,“温暖”的光;\n第二行", "8", "a-1", "春季"),
            List.of("\u3000产品特写：红色跑鞋在白色背景上旋转" + NBSP, "4", "a-2", ""),
            List.of("霓虹灯下的上海街头，雨天", "", "a-3", "夏季"));

    private static final List<List<String>> WESTERN = List.of(
            List.of("Prompt", "Duration", "ID", "Note"),
            List.of("Grüße aus München, “ganz” groß;\nzweite Zeile", "8", "a-1", "für später"),
            List.of(NBSP + "L’été à la plage…" + NBSP, "4", "a-2", ""),
            List.of("El niño corre por la montaña", "", "a-3", "€ 5"));

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @ParameterizedTest
    @CsvSource({
        "UTF-8, true, true",
        "UTF-8, false, true",
        "UTF-16LE, true, true",
        "UTF-16LE, false, true",
        "UTF-16BE, true, true",
        "UTF-16BE, false, true",
        "GB18030, false, true",
        "UTF-8, true, false",
        "UTF-8, false, false",
        "UTF-16LE, true, false",
        "UTF-16LE, false, false",
        "UTF-16BE, true, false",
        "UTF-16BE, false, false",
        "UTF-32LE, true, true",
        "UTF-32BE, true, false"
    })
    void whenASheetIsWrittenInAnyWayThenItIsTheSameSheet(String encoding, boolean marked, boolean chinese)
            throws IOException {
        List<List<String>> table = chinese ? CHINESE : WESTERN;
        String expected = preflight(sheet(table, ',', "\n", 0), "UTF-8", false).contentHash();
        for (char delimiter : new char[] {',', ';', '\t'}) {
            for (String lineEnd : List.of("\n", "\r\n", "\r")) {
                for (int above : List.of(0, 1, 9)) {
                    for (String first : List.of("", "sep=" + delimiter + lineEnd)) {
                        String text = first + sheet(table, delimiter, lineEnd, above);
                        SheetCheck sheetCheck = preflight(text, encoding, marked);
                        assertThat(sheetCheck.contentHash()).as(text).isEqualTo(expected);
                        assertThat(sheetCheck.recognised().source())
                                .isEqualTo(new DetectedFormat.Text(encoding, delimiter));
                        assertThat(sheetCheck.recognised().headerRow()).isEqualTo(above + 1);
                        assertThat(sheetCheck.errors()).isEmpty();
                    }
                }
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Shift_JIS, 屋根の上を走る猫、海に沈む夕日",
        "EUC-JP, 屋根の上を走る猫、海に沈む夕日",
        "EUC-KR, 지붕 위를 달리는 고양이",
        "Big5, 一隻貓在屋頂上奔跑",
        "windows-1251, Кошка бежит по крыше",
        "KOI8-R, Кошка бежит по крыше",
        "windows-1250, modrý kůň běží po pláži",
        "windows-1254, Kızıl tilki karlı bir tarlada koşuyor",
        "windows-874, แมวดำวิ่งบนหลังคาตอนพระอาทิตย์ตก",
        "IBM850, ein schöner Garten am Abend im März",
        "IBM852, modrý kůň běží po pláži",
        "windows-1252, Grüße aus München",
        "x-MacRoman, The waiter of a small café smiles",
        "CESU-8, a dog runs 🐕 on the beach",
        "ISO-2022-JP, 屋根の上を走る猫",
        "ISO-2022-KR, 지붕 위를 달리는 고양이"
    })
    void whenTheEncodingIsUncertainThenThePersonIsAskedAndTheAnswerUsed(String encoding, String prompt)
            throws IOException {
        Path file = write("prompt,duration\r\n" + prompt + ",8\r\n", encoding, false);
        assertThatThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .isInstanceOfSatisfying(UnclearSheetException.class, e -> {
                    assertThat(e.getMessage())
                            .startsWith("the text is not UTF-8 and its encoding is uncertain; save the sheet as 'CSV "
                                    + "UTF-8' or .xlsx, or choose the text that is right: --encoding ")
                            .contains("--encoding " + encoding + " for ");
                    UnclearSheetException.Answer answer = e.answers().stream()
                            .filter(one -> one.option().equals("--encoding " + encoding))
                            .findFirst()
                            .orElseThrow();
                    assertThat(answer.examples()).isNotEmpty();
                    assertThat(preflight(file, answer.reading()).firstPrompt()).isEqualTo(prompt);
                });
    }

    @Test
    void whenAByteIsDamagedThenItsPlaceIsNamed() throws IOException {
        byte[] bytes = "prompt\nun été à la plage\nein schöner Tag\n".getBytes(StandardCharsets.UTF_8);
        int last = new String(bytes, StandardCharsets.ISO_8859_1).indexOf("sch") + 3;
        bytes[last + 1] = ' '; // the second half of ö
        Path file = Files.write(folder.resolve("damaged.csv"), bytes);
        assertThatThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .isInstanceOf(SheetException.class)
                .hasMessage("row 3: the text after \"ein sch\" is not UTF-8; it is damaged or in another encoding. "
                        + "Fix it, or save the sheet as 'CSV UTF-8' or .xlsx");
        Path cut = Files.write(folder.resolve("cut.csv"), Arrays.copyOf(bytes, last + 1));
        assertThatThrownBy(() -> preflight(cut, ReadOptions.RECOGNISED))
                .hasMessageStartingWith("row 3: the text after");
    }

    @ParameterizedTest
    @CsvSource({"HZ, a ~{VPND~} sign, 中文", "UTF-7, un +AOk-t+AOk- bleu, é"})
    void whenLettersAreWrittenInAsciiThenTheyAreNotSentAsTheyStand(String encoding, String prompt, String meant)
            throws IOException {
        Path file = write("prompt\n" + prompt + "\n", "UTF-8", false);
        assertThatThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .isInstanceOf(SheetException.class)
                .hasMessageContaining("seems to mean \"" + meant + "\" in the encoding " + encoding);
        assertThat(preflight(file, new ReadOptions(null, "UTF-8", null, null, Map.of()))
                        .firstPrompt())
                .isEqualTo(prompt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"C++ and a+b=c", "18+ only, ~{tilde}", "a +dog- here", "price+tax-free", "+1000 points"})
    void whenAsciiIsMeantThenItIsSentUnchanged(String prompt) throws IOException {
        assertThat(preflight("prompt\n\"" + prompt + "\"\n", "UTF-8", false).firstPrompt())
                .isEqualTo(prompt);
    }

    @Test
    void whenARunWasBegunByAGuessThenItsSheetIsReadSoAgain() throws IOException {
        Path file = write("prompt\nGrüße aus München\n", "windows-1252", false);
        assertThat(preflight(file, ReadOptions.BEFORE).firstPrompt()).isEqualTo("Grüße aus München");
    }

    @ParameterizedTest
    @ValueSource(strings = {",", ";", "\t", "|"})
    void whenNoNameIsKnownThenTheColumnsAreListed(String delimiter) throws IOException {
        String text = "Ideen für den Frühling\n\nNr;Text;Länge\n1;\"ein Bär, groß\";8\n2;ein Hund am Strand;4\n"
                .replace(";", delimiter);
        Path file = write(text, "UTF-8", false);
        assertThatThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .isInstanceOfSatisfying(UnclearSheetException.class, e -> {
                    assertThat(e.getMessage())
                            .isEqualTo("there is no column \"prompt\"; row 3 seems to name the columns: "
                                    + "\"Nr\", \"Text\", \"Länge\". Rename the one with the prompts, or "
                                    + "choose it: --map prompt=Text");
                    assertThat(e.answers().get(0).examples())
                            .containsExactly("\"ein Bär, groß\"", "\"ein Hund am Strand\"");
                    SheetCheck sheetCheck =
                            preflight(file, e.answers().get(0).reading().mapping("duration", "Länge"));
                    assertThat(sheetCheck.firstPrompt()).isEqualTo("ein Bär, groß");
                    assertThat(sheetCheck.seconds()).isEqualTo(12);
                });
    }

    @Test
    void whenNoRowNamesTheColumnsThenItIsSaid() {
        assertThatThrownBy(() -> preflight("1;8\n2;4\n", "UTF-8", false))
                .hasMessageStartingWith(
                        "there is no column \"prompt\", and no row names the columns; add a row with the names");
    }

    @Test
    void whenADelimiterIsSaidThenItIsTaken() throws IOException {
        ReadOptions readOptions = new ReadOptions(null, null, "|", null, Map.of());
        Path file = write("prompt|duration\na cat, on a roof; asleep|8\n", "UTF-8", false);
        assertThat(preflight(file, readOptions).seconds()).isEqualTo(8);
        assertThat(preflight(file, ReadOptions.RECOGNISED).seconds()).isEqualTo(8);
    }

    @Test
    void whenTheFirstPromptsAreVeryLongThenTheDelimiterIsRecognised() throws IOException {
        String prompt = "\"" + "a cat, a dog, ".repeat(1_000) + "\";8\n";
        assertThat(preflight("prompt;duration\n" + prompt.repeat(6), "UTF-8", false)
                        .seconds())
                .isEqualTo(48);
    }

    @Test
    void whenTheTextHasTwoMarksThenNeitherIsPartOfTheHeader() throws IOException {
        assertThat(preflight("\uFEFF\"prompt\",duration\na cat on a roof,8\n", "UTF-8", true)
                        .seconds())
                .isEqualTo(8);
    }

    @Test
    void whenTwoDelimitersArePossibleThenThePersonIsAsked() {
        assertThatThrownBy(() -> preflight("prompt;size,duration\na,b,c\n", "UTF-8", false))
                .isInstanceOf(SheetException.class)
                .hasMessage("both \",\" and \";\" could separate the columns; choose one with --delimiter");
    }

    @Test
    void whenASheetHasOneColumnThenItsTextsMayHoldAnyDelimiterButAComma() throws IOException {
        assertThat(preflight("prompt\na cat; asleep\ta dog\n", "UTF-8", false).firstPrompt())
                .isEqualTo("a cat; asleep\ta dog");
        Path file = write("prompt\na cat, asleep; at dawn\na dog\n\"a fox, quoted\"\n", "UTF-8", false);
        assertThatExceptionOfType(UnclearSheetException.class)
                .isThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .withMessageContaining(
                        "commas in 1 row (row 2); if each line is one prompt, add --delimiter tab, otherwise")
                .satisfies(e -> {
                    SheetCheck lines = preflight(file, e.answers().get(0).reading());
                    assertThat(lines.firstPrompt()).isEqualTo("a cat, asleep; at dawn");
                    assertThat(lines.validRows()).isEqualTo(3);
                });
        assertThatExceptionOfType(UnclearSheetException.class)
                .isThrownBy(() -> preflight("prompt\na cat, asleep\ta dog\n", "UTF-8", false))
                .withMessageContaining("--delimiter \";\"");
        assertThatExceptionOfType(UnclearSheetException.class)
                .isThrownBy(() -> preflight("prompt\na cat, a\tdog; a|fox\n", "UTF-8", false))
                .withMessageContaining("put texts with commas in double quotes")
                .satisfies(e -> assertThat(e.answers()).isEmpty());
    }

    @Test
    void whenTheFirstLineMayBeAPromptThenItIsSaidWhatToDo() {
        assertThatThrownBy(() -> preflight("a dog in the snow\na bird in a tree\n", "UTF-8", false))
                .hasMessageContaining("If row 1 is already a prompt, add a row with the name prompt above it");
    }

    @Test
    void whenTheHeaderHasOtherNamesThenTheyAreMapped() throws IOException {
        ReadOptions readOptions = new ReadOptions(
                null, null, null, null, Map.of("prompt", "文案", "input.negative_prompt", "不要", "duration", "Länge"));
        Path file = write("标题,,\n文案,不要,länge,备注\na cat on a roof,dogs,8,x\n", "UTF-8", false);
        SheetCheck sheetCheck = preflight(file, readOptions);
        assertThat(sheetCheck.recognised().headerRow()).isEqualTo(2);
        assertThat(sheetCheck.seconds()).isEqualTo(8);
        assertThat(sheetCheck.recognised().columns())
                .contains(new DetectedFormat.Column("B", "不要", "input.negative_prompt"));
        assertThat(sheetCheck.contentHash())
                .isEqualTo(preflight("prompt,input.negative_prompt,duration\na cat on a roof,dogs,8\n", "UTF-8", false)
                        .contentHash());
    }

    @Test
    void whenAMappedNameIsWrongThenItIsSaid() throws IOException {
        Path file = write("prompt,Text\na,b\n", "UTF-8", false);
        assertRefused(
                file,
                Map.of("promt", "Text"),
                "--map promt=…: reelbatch has no column of that name; did you mean prompt?");
        assertRefused(
                file,
                Map.of("prompt", "文案"),
                "--map prompt=文案: the sheet has no column \"文案\"; it has \"prompt\", \"Text\"");
        assertRefused(
                file,
                Map.of("prompt", "Text"),
                "columns \"prompt\" and \"Text\" mean the same; delete or rename one of them");
    }

    @Test
    void whenTheHeadersRowIsSaidThenItIsTaken() throws IOException {
        Path file = write("id,model\nwe use Sora\nprompt,duration\na cat on a roof,8\n", "UTF-8", false);
        assertThatThrownBy(() -> preflight(file, ReadOptions.RECOGNISED))
                .hasMessageStartingWith("there is no column \"prompt\"; row 1 names the columns \"id\", \"model\"");
        assertThat(preflight(file, new ReadOptions(null, null, null, 3, Map.of()))
                        .seconds())
                .isEqualTo(8);
        assertThatThrownBy(() -> preflight(file, new ReadOptions(null, null, null, 7, Map.of())))
                .hasMessage("--header-row 7: row 7 is empty");
    }

    private void assertRefused(Path file, Map<String, String> map, String message) {
        assertThatThrownBy(() -> preflight(file, new ReadOptions(null, null, null, null, map)))
                .isInstanceOf(SheetException.class)
                .hasMessage(message);
    }

    private SheetCheck preflight(String text, String encoding, boolean marked) throws IOException {
        return preflight(write(text, encoding, marked), ReadOptions.RECOGNISED);
    }

    private static SheetCheck preflight(Path file, ReadOptions readOptions) {
        return CheckedSheet.of(file, new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", readOptions))
                .found();
    }

    private Path write(String text, String encoding, boolean marked) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write((marked ? "\uFEFF" : "").getBytes(Charset.forName(encoding)));
        bytes.write(text.getBytes(Charset.forName(encoding)));
        return Files.write(folder.resolve("sheet.csv"), bytes.toByteArray());
    }

    private static String sheet(List<List<String>> table, char delimiter, String lineEnd, int rowsAbove) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < rowsAbove; i++) {
            lines.add(i == 0 ? "Title" + delimiter + delimiter : String.valueOf(delimiter));
        }
        for (List<String> row : table) {
            lines.add(String.join(
                    String.valueOf(delimiter),
                    row.stream().map(cell -> quoted(cell, delimiter)).toList()));
        }
        return String.join(lineEnd, lines) + lineEnd;
    }

    private static String quoted(String cell, char delimiter) {
        boolean plain = cell.indexOf(delimiter) < 0 && cell.indexOf('\n') < 0 && cell.indexOf('"') < 0;
        return plain ? cell : "\"" + cell.replace("\"", "\"\"") + "\"";
    }
}
