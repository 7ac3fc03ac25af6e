package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedWriter;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SheetCheckTest {

    @Test
    void whenASheetIsReadThenItIsCountedAndPriced() {
        SheetCheck sheetCheck = Sheets.preflight("""
                prompt,model,duration,count
                a blue cat,,4,2
                a blue dog,,12,
                a blue fox,kling-v3,3,3
                a blue owl,kling-v3,,
                a blue bee,,7,50
                """);
        assertThat(sheetCheck.rows()).isEqualTo(5);
        assertThat(sheetCheck.validRows()).isEqualTo(4);
        assertThat(sheetCheck.invalidRows()).isEqualTo(1);
        assertThat(sheetCheck.clips()).isEqualTo(7);
        assertThat(sheetCheck.seconds()).isEqualTo(4 * 2 + 12 + 3 * 3 + 5);
        assertThat(sheetCheck.cost().byCurrency()).isEqualTo(Map.of("CNY", new BigDecimal("14.20")));
        assertThat(sheetCheck.clipsByModel())
                .containsExactly(Map.entry("kling-v3", 4L), Map.entry("openai/sora-2/text-to-video", 3L));
        assertThat(sheetCheck.clipsWithoutPrice()).isEqualTo(4);
        assertThat(sheetCheck.errors())
                .singleElement()
                .hasToString("row 6, column duration: \"7\" is not one of 4, 8, 12; did you mean 8?");
        assertThat(sheetCheck.warnings()).isEmpty();
    }

    @Test
    void whenRowsRepeatThenAWarningCountsThem() {
        assertThat(Sheets.preflight(
                                "prompt,id\na very red cat,1\na very blue cat,2\na very red cat,3\na very red cat ,4\n")
                        .warnings())
                .containsExactly(
                        "2 rows request the same video as an earlier row and will be charged as well (first: row "
                                + "4)");
    }

    @Test
    void whenPromptsAreVeryShortThenAWarningCountsThem() {
        assertThat(Sheets.preflight("prompt\na cat on a roof\ncat\n一只猫在跑\n猫\n").warnings())
                .containsExactly("2 prompts are very short; they will still be charged (first: row 3)");
    }

    @Test
    void whenAModelIsNotKnownThenAWarningNamesTheNearest() {
        assertThat(Sheets.preflight("prompt,model\na blue cat,openai/sora2/text-to-video\n")
                        .warnings())
                .containsExactly("model \"openai/sora2/text-to-video\" (1 video) is not in the catalogue; its rows are "
                        + "not checked and have no price. Did you mean openai/sora-2/text-to-video?");
    }

    @Test
    void whenOnlyTheOrderOrOtherColumnsChangeThenTheContentIsTheSame() {
        String hash = hash("prompt,id,note\na,1,x\nb,2,y\n");
        assertThat(hash("note,id,prompt\n,2,b\nz,1, a\n")).isEqualTo(hash);
        assertThat(hash("提示词,ID,error,duration\na,1,failed,\n\nb,2,,4\n")).isEqualTo(hash);
    }

    @Test
    void whenTheRequestChangesThenTheContentIsAnother() {
        assertThat(List.of(
                        hash("prompt,id\na,1\nb,2\n"),
                        hash("prompt,id\na,1\nb,3\n"),
                        hash("prompt,id\na,1\nc,2\n"),
                        hash("prompt,id\na,1\n"),
                        hash("prompt\na\nb\n"),
                        hash("prompt\na\nb\nb\n"),
                        hash("prompt\na\na\nb\n"),
                        hash("prompt,duration\na,5\nb,4\n"),
                        hash("prompt,duration\na,6\nb,4\n")))
                .doesNotHaveDuplicates();
        assertThat(hash("prompt,count\na,2\nb,\n")).isEqualTo(hash("prompt\na\nb\na\n"));
    }

    @Test
    void whenASheetIsFullOfErrorsThenAllAreCountedAndSomeKept() {
        SheetCheck sheetCheck = Sheets.preflight("prompt,size,duration\n" + "a,s,d\n".repeat(6_000));
        assertThat(sheetCheck.errorCount()).isEqualTo(12_000);
        assertThat(sheetCheck.errors()).hasSize(SheetCheck.ERRORS_KEPT);
        assertThat(sheetCheck.invalidRows()).isEqualTo(6_000);
    }

    @Test
    void whenASheetIsLongThenItIsStreamed(@TempDir Path folder) throws IOException {
        Path sheet = folder.resolve("long.csv");
        try (BufferedWriter out = Files.newBufferedWriter(sheet)) {
            out.write("prompt,id,duration,note\n");
            for (int i = 1; i <= 100_000; i++) {
                out.write("\"A cat, number " + i + ",\nrunning over the hills\",id-" + i + ",8," + "x".repeat(100)
                        + "\n");
            }
        }
        SheetCheck sheetCheck = CheckedSheet.of(sheet, Sheets.RULES).found();
        assertThat(sheetCheck.validRows()).isEqualTo(100_000);
        assertThat(sheetCheck.cost().byCurrency()).isEqualTo(Map.of("CNY", new BigDecimal("568000.00")));
    }

    private static String hash(String csv) {
        return Sheets.preflight(csv).contentHash();
    }
}
