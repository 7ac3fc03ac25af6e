package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.sheet.ReadOptions;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.poi.ss.usermodel.Cell;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The files beside a refused sheet. */
class RejectionTest {

    private static final RowRules RULES =
            new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", ReadOptions.RECOGNISED);

    @TempDir
    Path dir;

    private InboxRig rig;

    @BeforeEach
    void open() {
        rig = new InboxRig(dir);
    }

    @Test
    void whenRowsAreInvalidThenTheSheetComesBackWithWhatToFix() throws IOException {
        String sheet = """
                Prompt,Duration,"my, note",error
                "A cat, ""Tom""\nnaps",7,=1+1,from before

                A dog,4,,
                ,4,x,
                """;
        Path page = reject("a.csv", sheet, "2 rows of 3 are invalid; nothing was submitted.");

        String stamp = rig.stamp();
        assertThat(rig.names("failed")).containsExactly(stamp + "a to fix.csv", stamp + "a.csv", stamp + "a.csv.html");
        assertThat(dir.resolve("failed/" + stamp + "a.csv")).hasContent(sheet);
        assertThat(Files.readString(dir.resolve("failed/" + stamp + "a to fix.csv"))
                        .split("\r\n"))
                .containsExactly(
                        "\uFEFFerror,Prompt,Duration,\"my, note\"",
                        "\"column Duration: \"\"7\"\" is not one of 4, 8, 12; did you mean 8?\",\"A cat, \"\"Tom\"\"\nnaps\",7,=1+1",
                        ",A dog,4,",
                        "column Prompt: is empty; every row needs a prompt,,4,x");
        assertThat(page)
                .content()
                .contains("<h1>2 cells in your sheet need fixing</h1>", "The other row is fine.")
                .containsPattern("Row 2<.*Duration<.*>7<.*is not one of 4, 8, 12; did you mean 8\\?")
                .containsPattern("Row 5<.*Prompt<.*>\\(empty\\)<.*is empty")
                .contains("href=\"" + stamp + "a%20to%20fix.csv\"")
                .contains("Drop it into the folder again.");
    }

    @Test
    void whenTheErrorsAreCorrectedAndDroppedThenItIsTheSameJobsSheetAgain() throws IOException {
        reject("spring offer.csv", "prompt,duration\nA cat,7\n", "1 row of 1 is invalid.");
        String errors = rig.names("failed").get(0);
        assertThat(errors).endsWith("_spring offer to fix.csv");
        String corrected =
                Files.readString(dir.resolve("failed").resolve(errors)).replace(",7", ",8");

        ClaimedFile again = rig.claim(errors, corrected);

        assertThat(again.inputName()).isEqualTo("spring offer");
        for (String name : List.of("spring offer to fix (2).xlsx", "spring offer.csv.errors.csv")) {
            assertThat(rig.claim(rig.stamp() + name, corrected).inputName()).isEqualTo("spring offer");
        }
        assertThat(rig.claim("things to fix.csv", corrected).inputName()).isEqualTo("things to fix");
        assertThat(CheckedSheet.of(again.file(), RULES).found().errors()).isEmpty();
        assertThat(CheckedSheet.of(again.file(), RULES).found().contentHash())
                .isEqualTo(CheckedSheet.of(Files.writeString(dir.resolve(".x"), "prompt,duration\nA cat,8\n"), RULES)
                        .found()
                        .contentHash());
    }

    @Test
    void whenAWorkbookComesBackThenItsCopyIsAWorkbookThatIsTheSameSheet() throws IOException {
        try (XSSFWorkbook workbook = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(dir.resolve("week.xlsx"))) {
            Sheet sheet = workbook.createSheet();
            Row header = sheet.createRow(0);
            header.createCell(0).setCellValue("prompt");
            header.createCell(1).setCellValue("duration");
            Row row = sheet.createRow(1);
            row.createCell(0).setCellValue("=a cat, \"Tom\"");
            row.createCell(1).setCellValue(7);
            workbook.write(out);
        }
        ClaimedFile claimed = rig.lookTwice().get(0);
        Path page = claimed.rejected(new Refusal(
                "1 row is invalid.", Refusal.Cure.FIX_SHEET, () -> PromptSheet.open(claimed.file(), RULES)));

        Path copy = dir.resolve("failed").resolve(rig.stamp() + "week to fix.xlsx");
        assertThat(page).content().contains("week%20to%20fix.xlsx");
        try (XSSFWorkbook workbook = new XSSFWorkbook(Files.newInputStream(copy))) {
            Sheet sheet = workbook.getSheetAt(0);
            assertThat(sheet.getRow(0))
                    .extracting(Cell::getStringCellValue)
                    .containsExactly("error", "prompt", "duration");
            assertThat(sheet.getRow(1))
                    .extracting(Cell::getStringCellValue)
                    .containsExactly(
                            "column duration: \"7\" is not one of 4, 8, 12; did you mean 8?", "=a cat, \"Tom\"", "7");
        }
        assertThat(CheckedSheet.of(copy, RULES).found().contentHash())
                .isEqualTo(CheckedSheet.of(dir.resolve("failed").resolve(rig.stamp() + "week.xlsx"), RULES)
                        .found()
                        .contentHash());
    }

    @Test
    void whenASheetCannotBeReadThenTheReasonIsInAFileBesideIt() throws IOException {
        reject("a.csv", "prmpt\nA cat\n", "a.csv can't be used.");

        List<String> failed = rig.names("failed");
        assertThat(failed).hasSize(3);
        assertThat(failed.get(1)).endsWith("_a.csv.errors.txt");
        assertThat(dir.resolve("failed").resolve(failed.get(1))).content().contains("there is no column \"prompt\"");
        assertThat(dir.resolve("failed").resolve(failed.get(2))).content().contains(failed.get(1));
    }

    @Test
    void whenASheetBreaksInTheMiddleThenNoHalfOfItIsOfferedForCorrection() throws IOException {
        reject("a.csv", "prompt,duration\nA cat,7\n\"A dog,4\n", "a.csv can't be used.");

        assertThat(rig.names("failed").get(1)).endsWith(".errors.txt");
        assertThat(rig.names("failed")).hasSize(3);
    }

    @Test
    void whenTheRowsAreNotToBlameThenTheReasonIsInAFileBesideIt() throws IOException {
        rig.claim("a.csv", "prompt\nA cat\n")
                .rejected(new Refusal("The job has no max-cost.", Refusal.Cure.FIX_SHEET, null));

        Path text = dir.resolve("failed").resolve(rig.names("failed").get(1));
        assertThat(text).content().isEqualToIgnoringNewLines("The job has no max-cost.");

        ClaimedFile valid = rig.claim("b.csv", "prompt\nA cat\n");
        valid.rejected(
                new Refusal("It costs too much.", Refusal.Cure.FIX_SHEET, () -> PromptSheet.open(valid.file(), RULES)));
        assertThat(rig.names("failed")).anyMatch(name -> name.endsWith("b.csv.errors.txt"));
    }

    @Test
    void whenNothingIsWrongWithASheetThenItsPageDoesNotSayToFixIt() throws IOException {
        Path page = rig.claim("a.csv", "prompt\nA cat\n")
                .rejected(new Refusal("Stopped by a person.", Refusal.Cure.DROP_AGAIN, null));
        assertThat(page)
                .content()
                .contains("Nothing is wrong with your sheet.", "你的表格没有问题。", "Drop it into the folder again.")
                .doesNotContain("Fix the sheet");
    }

    @Test
    void whenAReasonNamesOptionsThenThePageDoesNotAndTheFileDoes() throws IOException {
        String reason =
                "It would cost 9.00 CNY, more than --max-cost 5. Raise it, or add --partial to stop at the limit.";
        Path page =
                rig.claim("a.csv", "prompt\nA cat\n").rejected(new Refusal(reason, Refusal.Cure.SHOW_OPERATOR, null));
        assertThat(page)
                .content()
                .contains("It would cost 9.00 CNY, more than max-cost 5.", "Show this file to the person who runs")
                .doesNotContain("--max-cost", "--partial", "Raise it");
        assertThat(dir.resolve("failed").resolve(rig.names("failed").get(1)))
                .content()
                .contains("--partial");
    }

    private Path reject(String name, String content, String why) throws IOException {
        ClaimedFile claimed = rig.claim(name, content);
        return claimed.rejected(
                new Refusal(why, Refusal.Cure.FIX_SHEET, () -> PromptSheet.open(claimed.file(), RULES)));
    }
}
