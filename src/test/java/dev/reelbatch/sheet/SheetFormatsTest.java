package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.Interpretation;
import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.load.PromptRow;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.Sheets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One sheet, as LibreOffice saves it in every format (src/test/resources/sheets/make.sh), reads the same. */
class SheetFormatsTest {

    private static final Path SHEETS = Path.of("src/test/resources/sheets");

    @ParameterizedTest
    @ValueSource(strings = {"campaign.xlsx", "hidden-rows.xlsx", "gb18030-semicolon.csv", "utf-16-tab.csv"})
    void whenASheetIsSavedInAnotherFormatThenItsRequestsAreTheSame(String file) {
        assertThat(rows(file))
                .usingRecursiveComparison()
                .ignoringFields("cells")
                .isEqualTo(rows("utf-8.csv"));
        assertThat(preflight(file).contentHash())
                .isEqualTo(preflight("utf-8.csv").contentHash());
    }

    @Test
    void whenASheetIsReadThenItIsReadAsItIsShown() {
        List<PromptRow> rows = rows("campaign.xlsx");
        assertThat(rows).extracting(PromptRow::row).containsExactly(4, 5, 6);
        assertThat(rows)
                .extracting(PromptRow::prompt)
                .containsExactly("清晨的茶园，雾气“缓缓”散开,\n镜头慢慢推近", "白瓷茶杯特写，热水冲入，\"慢动作\"", "江南古镇，细雨中撑伞的女孩");
        assertThat(rows).extracting(PromptRow::duration).containsExactly(8, 4, 12);
        assertThat(rows).extracting(PromptRow::size).containsExactly("720x1280", "1280x720", "720x1280");
        assertThat(rows).extracting(PromptRow::id).containsExactly("101", "102", "特-3");
        assertThat(rows)
                .extracting(row -> row.otherColumns().get("date"))
                .containsExactly("2026-11-22", "2026-12-01", "");
        assertThat(rows)
                .extracting(row -> row.otherColumns().get("栏目"))
                .as("merged cells: the first has the value")
                .containsExactly("春茶", "", "品牌");
    }

    @Test
    void whenASheetIsReadThenTheDetectedFormatIsKnown() {
        assertThat(preflight("campaign.xlsx").recognised().source())
                .isEqualTo(new DetectedFormat.Workbook("春季", List.of("想法")));
        assertThat(preflight("gb18030-semicolon.csv").recognised().source())
                .isEqualTo(new DetectedFormat.Text("GB18030", ';'));
        assertThat(preflight("utf-16-tab.csv").recognised().source())
                .isEqualTo(new DetectedFormat.Text("UTF-16LE", '\t'));
        SheetCheck utf8 = preflight("utf-8.csv");
        assertThat(utf8.recognised().headerRow()).isEqualTo(3);
        assertThat(utf8.recognised().columns())
                .containsExactly(
                        new DetectedFormat.Column("A", "提示词", "prompt"),
                        new DetectedFormat.Column("B", "时长", "duration"),
                        new DetectedFormat.Column("C", "尺寸", "size"),
                        new DetectedFormat.Column("D", "id", "id"),
                        new DetectedFormat.Column("E", "date", null),
                        new DetectedFormat.Column("F", "栏目", null));
        assertThat(utf8.understood())
                .containsOnlyKeys(
                        new Interpretation("尺寸", "竖屏", "720x1280"), new Interpretation("尺寸", "1280×720", "1280x720"));
        assertThat(preflight("campaign.xlsx").understood()).containsKey(new Interpretation("时长", "8 秒", "8"));
    }

    @Test
    void whenRowsAreHiddenThenTheyAreCountedAndNotRead() {
        assertThat(preflight("hidden-rows.xlsx").recognised().hiddenRows()).isEqualTo(2);
        assertThat(preflight("hidden-rows.xlsx").rows()).isEqualTo(3);
    }

    @Test
    void whenTheSampleIsAWorkbookThenItIsTheSameSheet() {
        Path samples = Path.of("sample-prompts").toAbsolutePath();
        assertThat(preflight(samples + "/launch-teasers.xlsx").contentHash())
                .isEqualTo(preflight(samples + "/launch-teasers.csv").contentHash());
    }

    @Test
    void whenAnotherSheetIsNamedThenItIsRead() {
        for (String name : List.of("想法", "2")) {
            ReadOptions readOptions = new ReadOptions(name, null, null, null, Map.of());
            RowRules rules = new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", readOptions);
            assertThat(CheckedSheet.of(SHEETS.resolve("campaign.xlsx"), rules)
                            .found()
                            .firstPrompt())
                    .isEqualTo("an idea for later, a boat on the lake");
        }
    }

    private static SheetCheck preflight(String file) {
        return CheckedSheet.of(SHEETS.resolve(file), Sheets.RULES).found();
    }

    private static List<PromptRow> rows(String file) {
        List<PromptRow> rows = new ArrayList<>();
        try (PromptSheet sheet = PromptSheet.open(SHEETS.resolve(file), Sheets.RULES)) {
            sheet.forEachRemaining(row -> rows.add(((ParsedRow.Valid) row).row()));
        }
        return rows;
    }
}
