package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.PromptRow;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.Sheets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns with unusual names. */
class ColumnSynonymsTest {

    private static final String WIDE =
            Sheets.valid("prompt,size\na cat,1280x720\n").requestJson();
    private static final String EIGHT =
            Sheets.valid("prompt,duration\na cat,8\n").requestJson();

    @ParameterizedTest
    @CsvSource({
        "Aspect ratio,16:9",
        "aspect_ratio,16/9",
        "AspectRatio,16x9",
        "Aspect-Ratio:,16：9",
        "ratio,横屏",
        "比例,16:9",
        "画幅,横版",
        "宽高比,16∶9",
        "横竖屏,横屏",
        "Orientation,Landscape",
        "orientation,Landscape (16:9)",
        "Resolution,1280x720",
        "Resolution,720p 16:9",
        "分辨率,1280×720",
        "Dimensions,1280 x 720 px",
        "Size (px),1280x720",
        "尺寸（像素）,1280*720",
        "Video size,wide",
        "Size (WxH),1280x720"
    })
    void whenAColumnSaysTheShapeThenItIsTheOneSizeThatHasIt(String header, String cell) {
        if (cell.equals("wide")) {
            assertThat(Sheets.errors("prompt," + header + "\na cat," + cell + "\n"))
                    .containsExactly("row 2, column Video size: \"wide\" is not one of 720x1280, 1280x720; "
                            + "if this column means something else, add --ignore-column \"Video size\"");
            return;
        }
        assertThat(Sheets.valid("prompt," + header + "\na cat," + cell + "\n").requestJson())
                .isEqualTo(WIDE);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Seconds",
                "Secs",
                "Length",
                "Length [sec]",
                "Duration (s)",
                "duration_sec",
                "Duration in seconds",
                "Duration, s",
                "时长(秒)",
                "时长（秒）",
                "时长/秒",
                "秒数",
                "视频时长",
                "Video length (seconds)",
                "长度"
            })
    void whenAColumnSaysTheSecondsThenTheyAreSent(String header) {
        assertThat(Sheets.valid("prompt,\"" + header + "\"\na cat,8\n").requestJson())
                .isEqualTo(EIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Copies",
                "Versions",
                "Variants",
                "Qty",
                "How many",
                "Number of videos",
                "份数",
                "条数",
                "生成次数",
                "数量（个）"
            })
    void whenAColumnSaysHowManyThenSoManyAreMade(String header) {
        assertThat(Sheets.valid("prompt," + header + "\na cat,3\n").count()).isEqualTo(3);
    }

    @Test
    void whenAnotherUnitIsMeantThenItIsAsked() {
        assertAsked("Duration (min)", "8", "--map duration=\"Duration (min)\"");
        assertAsked("时长（分钟）", "8", "--map duration=\"时长（分钟）\"");
    }

    @Test
    void whenShapeAndResolutionAreSaidApartThenTheSizeHasBoth() {
        String pro = "openai/sora-2/text-to-video-pro";
        assertThat(Sheets.valid("prompt,model,Orientation,Resolution\na," + pro + ",landscape,1024p\n")
                        .size())
                .isEqualTo("1792x1024");
        assertThat(Sheets.errors("prompt,model,Orientation\na," + pro + ",portrait\n"))
                .singleElement()
                .asString()
                .startsWith("row 2, column Orientation: \"portrait\" could mean 720x1280 or 1024x1792; write which "
                        + "one");
        assertThat(Sheets.errors("prompt,Resolution\na,720p\n"))
                .singleElement()
                .asString()
                .startsWith("row 2, column Resolution: \"720p\" could mean 720x1280 or 1280x720; write which one");
    }

    @Test
    void whenTwoColumnsContradictThenNeitherIsSent() {
        assertThat(Sheets.errors("prompt,size,Aspect ratio\na,1280x720,9:16\nb,1280x720,16:9\nc,,9:16\nd,720x1280,\n"))
                .singleElement()
                .asString()
                .startsWith("row 2, column Aspect ratio: \"9:16\" contradicts \"1280x720\" in column \"size\"");
        assertThat(Sheets.errors("prompt,Orientation,Ratio\na,横屏,9:16\n"))
                .singleElement()
                .asString()
                .startsWith("row 2, column Ratio: \"9:16\" contradicts \"横屏\" in column \"Orientation\"");
    }

    @Test
    void whenTheModelHasNoSuchSizeThenThoseThatItHasAreNamed() {
        assertThat(Sheets.errors("prompt,Aspect ratio\na,1:1\nb,1080x1920\n"))
                .containsExactly(
                        "row 2, column Aspect ratio: \"1:1\" is not one of 720x1280, 1280x720; "
                                + "if this column means something else, add --ignore-column \"Aspect ratio\"; did you mean 720x1280?",
                        "row 3, column Aspect ratio: \"1080x1920\" is not one of 720x1280, 1280x720; "
                                + "if this column means something else, add --ignore-column \"Aspect ratio\"; did you mean 720x1280?");
    }

    @Test
    void whenTheModelTakesRatiosThenTheRatioIsSent() {
        assertThat(Sheets.valid("prompt,model,比例\na,kling-v3,竖屏\n").requestJson())
                .contains("\"aspect_ratio\":\"9:16\"");
        assertThat(Sheets.valid("prompt,model,Resolution\na,Wan-AI/Wan2.2-T2V,720p\n")
                        .requestJson())
                .contains("\"resolution\":\"720P\"");
        assertThat(Sheets.errors("prompt,model,Resolution\na,kling-v3,720p\n"))
                .singleElement()
                .asString()
                .contains("can't be used with the model kling-v3, which takes aspect_ratio");
    }

    @Test
    void whenAColumnIsIgnoredThenItIsAsBefore() {
        String sheet = "prompt,Aspect ratio,Seconds\na cat,16:9,8\n";
        ReadOptions ignoring = ReadOptions.RECOGNISED.ignoring(List.of("aspect  Ratio", "Seconds"));
        PromptRow row = Sheets.valid(sheet, rules(ignoring));
        assertThat(row.requestJson())
                .isEqualTo(Sheets.valid("prompt\na cat\n").requestJson())
                .isEqualTo(Sheets.valid(sheet, rules(ReadOptions.BEFORE)).requestJson());
        assertThat(row.otherColumns()).containsOnlyKeys("Aspect ratio", "Seconds");
    }

    @ParameterizedTest
    @CsvSource({
        "Format,16:9,size",
        "Layout,portrait,size",
        "Canvas,1080x1920,size",
        "方向,横屏,size",
        "版式,竖屏,size",
        "Spieldauer,8s,duration",
        "Laufzeit,8 sec,duration",
        "节奏,8秒,duration",
        "Anzahl,3,count",
        "次数,2,count",
        "Runs,x3,count",
        "Engine,kling-v3,model",
        "durtion,12,duration",
        "sized,12,",
        "campaign,Summer,",
        "Due,12:30,",
        "Owner,Mei,"
    })
    void whenValuesOfAnUnknownColumnLookAsIfTheyCountedThenItIsAsked(String header, String value, String meaning) {
        String sheet = "prompt," + header + "\na cat on a roof," + value + "\n";
        if (meaning == null) {
            assertThat(Sheets.preflight(sheet).errors()).isEmpty();
        } else {
            assertAsked(header, value, "--map " + meaning + "=\"" + header + "\"");
            ReadOptions ignoring = ReadOptions.RECOGNISED.ignoring(Set.of(header));
            assertThat(Sheets.preflight(sheet, rules(ignoring)).errors()).isEmpty();
            assertThat(Sheets.preflight(sheet, rules(ReadOptions.BEFORE)).errors())
                    .isEmpty();
        }
    }

    @Test
    void whenNumbersOfAnUnknownColumnMayBeSecondsOrCountsThenItIsAsked() {
        assertThatThrownBy(() -> Sheets.preflight("prompt,Beat\na cat on a roof,8\na dog on a lawn,4\n"))
                .isInstanceOf(UnclearSheetException.class)
                .hasMessageContaining("--map duration=\"Beat\" or --map count=\"Beat\" or --ignore-column \"Beat\"");
        for (String own : List.of("Priority", "Scene", "No.", "Week", "序号", "优先级", "#", "Row")) {
            assertThat(Sheets.preflight("prompt," + own + "\na cat on a roof,2\na dog on a lawn,2\n")
                            .warnings())
                    .isEmpty();
        }
        assertThat(Sheets.preflight("prompt,Take\na cat on a roof,1\na dog on a lawn,2\na hen in a yard,3\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void whenSeveralColumnsAreUnclearThenTheMessageNamesAllAndTheAnswersAreOnTheFirst() {
        assertThatThrownBy(() -> Sheets.preflight("prompt,Format,Beat\na cat on a roof,16:9,8s\n"))
                .isInstanceOfSatisfying(UnclearSheetException.class, e -> {
                    assertThat(e)
                            .hasMessageContaining("--map size=\"Format\"")
                            .hasMessageContaining("--map duration=\"Beat\"");
                    assertThat(e.question()).isEqualTo("What is column \"Format\"? Its values include \"16:9\".");
                    assertThat(e.answers().get(0).reading().map()).containsEntry("size", "Format");
                    assertThat(e.answers().get(1).reading().ignored()).containsExactly("Format");
                });
    }

    @Test
    void whenAColumnToIgnoreIsNotThereThenItIsSaid() {
        ReadOptions slip = ReadOptions.RECOGNISED.ignoring(List.of("Aspect ration"));
        assertThat(Sheets.preflight("prompt,Aspect ratio\na cat on a roof,16:9\n", rules(slip))
                        .warnings())
                .containsExactly("--ignore-column \"Aspect ration\": the sheet has no such column");
    }

    @Test
    void whenAManifestIsRunAsASheetThenItsOwnColumnsAreNotAskedAbout() {
        assertThat(Sheets.preflight(
                                "row,id,status,file,bytes,size,duration,prompt,submissions,cost,variant,currency,reelbatch_row\n"
                                        + "2,a,failed,,7,720x1280,4,a cat on a roof,1,2.84,1,CNY,7\n"
                                        + "3,b,failed,,7,720x1280,4,a dog on a lawn,1,2.84,1,CNY,9\n")
                        .warnings())
                .isEmpty();
    }

    @Test
    void whenASynonymIsBesideTheColumnItselfThenOneMustBeLeftOut() {
        assertThatThrownBy(() -> Sheets.rows("prompt,duration,Length\na,8,8\n"))
                .hasMessage("columns \"duration\" and \"Length\" mean the same; delete or rename one of them, "
                        + "or leave one out: --ignore-column \"Length\"");
    }

    private static void assertAsked(String header, String value, String option) {
        assertThatThrownBy(() -> Sheets.preflight("prompt," + header + "\na cat on a roof," + value + "\n"))
                .isInstanceOf(UnclearSheetException.class)
                .hasMessageContaining(option)
                .hasMessageContaining("--ignore-column \"" + header + "\"");
    }

    private static RowRules rules(ReadOptions readOptions) {
        return new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", readOptions);
    }
}
