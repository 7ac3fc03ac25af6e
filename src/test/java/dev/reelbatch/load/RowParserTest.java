package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.Price;
import dev.reelbatch.sheet.ReadOptions;
import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RowParserTest {

    private static final String SORA = "\"model\":\"openai/sora-2/text-to-video\"";

    @Test
    void whenJsonIsBrokenThenItIsNotSentAsAText() {
        String message = "looks like JSON but is invalid; check its quotation marks and commas";
        assertThat(Sheets.errors("prompt,parameters.camera\ncat,{“pan”: 1}\n"))
                .containsExactly("row 2, column parameters.camera: \"{“pan”: 1}\" " + message);
        assertThat(Sheets.errors("prompt,parameters.camera\ncat,\"{\"\"pan\"\": 1,}\"\n"))
                .singleElement()
                .asString()
                .endsWith(message);
        assertThat(Sheets.errors("prompt,input.negative_prompt\n\"{\"\"a\"\"}\",\"[blurry, dark] {red|blue}\"\n"))
                .isEmpty();
    }

    @Test
    void whenNothingCanBeSeenInAPromptThenItIsEmpty() {
        for (String nothing : List.of("\u001A", "\u200E\u2060", "\uFE0F", "\u00AD \u200D")) {
            assertThat(Sheets.errors("prompt,id\n" + nothing + ",1\n"))
                    .containsExactly("row 2, column prompt: is empty; every row needs a prompt");
        }
    }

    @Test
    void whenARowSaysOnlyAPromptThenTheRequestIsComplete() {
        PromptRow row = Sheets.valid("prompt\n A cat \n");
        assertThat(row.requestJson())
                .isEqualTo("{\"input\":{\"prompt\":\"A cat\"}," + SORA
                        + ",\"parameters\":{\"duration\":4,\"size\":\"720x1280\"}}");
        assertThat(row.prompt()).isEqualTo("A cat");
        assertThat(row.size()).isEqualTo("720x1280");
        assertThat(row.duration()).isEqualTo(4);
        assertThat(row.count()).isEqualTo(1);
        assertThat(row.id()).isNull();
        assertThat(row.price()).isEqualTo(new Price(new BigDecimal("2.84"), "CNY"));
    }

    @Test
    void whenARowIsSilentThenTheRunsDefaultsComeBeforeTheModels() {
        RowRules rules = rules(new Defaults("openai/sora-2/text-to-video-pro", "1792X1024", 8));
        PromptRow silent = Sheets.valid("prompt,duration\na,\n", rules);
        assertThat(silent.model()).isEqualTo("openai/sora-2/text-to-video-pro");
        assertThat(silent.size()).isEqualTo("1792x1024");
        assertThat(silent.duration()).isEqualTo(8);
        PromptRow own = Sheets.valid("prompt,duration,size\na,12,720x1280\n", rules);
        assertThat(own.size()).isEqualTo("720x1280");
        assertThat(own.duration()).isEqualTo(12);
    }

    @Test
    void whenADefaultIsWrongThenItIsCalledADefault() {
        assertThat(Sheets.errors("prompt\na\n", rules(new Defaults(null, null, 5))))
                .containsExactly("row 2, column duration (the default): \"5\" is not one of 4, 8, 12; did you mean 4?");
    }

    @Test
    void whenARowHasManyErrorsThenAllAreReported() {
        assertThat(Sheets.errors("提示词,尺寸,时长,数量,id\nok,,,,x\n ,720p,5,101,x\n"))
                .containsExactly(
                        "row 3, column 提示词: is empty; every row needs a prompt",
                        "row 3, column 时长: \"5\" is not one of 4, 8, 12; did you mean 4?",
                        "row 3, column 尺寸: \"720p\" is not one of 720x1280, 1280x720",
                        "row 3, column id: \"x\" is already used as the id in row 2; ids must be unique",
                        "row 3, column 数量: \"101\" is not a whole number from 1 to 100; did you mean 100?");
    }

    @Test
    void whenAHeaderHasALineBreakThenTheMessageStaysOnOneLine() {
        assertThat(Sheets.errors("prompt,\"parameters.\nduration\"\na,5\n"))
                .containsExactly("row 2, column parameters. duration: \"5\" is not one of 4, 8, 12; did you mean 4?");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8", "8.0", " 8 ", "\u30008\u00A0"})
    void whenADurationIsWrittenAsANumberThenItIsTaken(String cell) {
        assertThat(Sheets.valid("prompt,duration\na," + cell + "\n").duration()).isEqualTo(8);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1280x720", "1280X720", "1280×720", " 1280x720 "})
    void whenASizeIsSpeltDifferentlyThenTheCataloguesSpellingIsSent(String cell) {
        assertThat(Sheets.valid("prompt,size\na," + cell + "\n").size()).isEqualTo("1280x720");
    }

    @Test
    void whenTheModelDiffersInCaseThenTheCataloguesSpellingIsSent() {
        assertThat(Sheets.valid("prompt,model\na,OpenAI/Sora-2/Text-to-Video\n").model())
                .isEqualTo("openai/sora-2/text-to-video");
    }

    @Test
    void whenAModelIsNotKnownThenItIsNotChecked() {
        PromptRow row = Sheets.valid("prompt,model,size,duration\na,acme/v1,1280*720,7\n");
        assertThat(row.requestJson())
                .isEqualTo("{\"input\":{\"prompt\":\"a\"},\"model\":\"acme/v1\","
                        + "\"parameters\":{\"duration\":7,\"size\":\"1280*720\"}}");
        assertThat(row.price()).isNull();
        assertThat(Sheets.errors("prompt,model,duration\na,acme/v1,7.5\n"))
                .containsExactly("row 2, column duration: \"7.5\" is not a whole number of seconds");
        assertThat(Sheets.valid("prompt,model\na,acme/v1\n").requestJson()).endsWith("\"parameters\":{}}");
    }

    @Test
    void whenARequiredParameterIsMissingThenItsColumnIsNamed() {
        assertThat(Sheets.errors("prompt,model\na,Wan-AI/Wan2.5-T2V\nb,veo-3.1-generate-001\n"))
                .containsExactly(
                        "row 2, column size: is empty; this model needs it: "
                                + "one of 832x480, 480x832, 1280x720, 720x1280, 1920x1080, 1080x1920",
                        "row 3, column parameters.generate_audio: is empty; this model needs it: one of true, false");
        assertThat(Sheets.valid("prompt,model\na,viduq2\n").requestJson()).contains("\"vidu_type\":\"text2video\"");
    }

    @Test
    void whenANumberHasARangeThenItsEndsAreSuggested() {
        assertThat(Sheets.errors("prompt,model,duration\na,kling-v3,2\nb,kling-v3,16\nc,kling-v3,x\nd,kling-v3,3\n"))
                .containsExactly(
                        "row 2, column duration: \"2\" is not a whole number from 3 to 15; did you mean 3?",
                        "row 3, column duration: \"16\" is not a whole number from 3 to 15; did you mean 15?",
                        "row 4, column duration: \"x\" is not a whole number from 3 to 15");
    }

    @Test
    void whenColumnsBelongToTheRequestThenTheyAreSentTyped() {
        PromptRow row = Sheets.valid(
                "prompt,input.negative_prompt,parameters.seed,parameters.Watermark,input.refs,parameters.empty\n"
                        + "a,blurry,42.0,FALSE,\"[\"\"x\"\"]\", \n");
        assertThat(row.requestJson())
                .isEqualTo("{\"input\":{\"negative_prompt\":\"blurry\",\"prompt\":\"a\",\"refs\":[\"x\"]}," + SORA
                        + ",\"parameters\":{\"Watermark\":false,\"duration\":4,\"seed\":42,\"size\":\"720x1280\"}}");
        assertThat(row.otherColumns()).isEmpty();
    }

    @Test
    void whenAPromptLooksLikeANumberThenItIsStillText() {
        assertThat(Sheets.valid("prompt\n1984.0\n").requestJson()).contains("\"prompt\":\"1984.0\"");
    }

    @Test
    void whenTheListAllowsAResolutionThenItsSpellingIsSent() {
        assertThat(Sheets.valid("prompt,model,parameters.resolution\na,wan-ai/wan2.2-t2v,720p\n")
                        .requestJson())
                .contains("\"resolution\":\"720P\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "101", "2.5", "two", "\"\"\"2\"\"\""})
    void whenACountIsNotFrom1To100ThenItIsRefused(String cell) {
        assertThat(Sheets.errors("prompt,count\na," + cell + "\n"))
                .singleElement()
                .asString()
                .contains("is not a whole number from 1 to 100");
    }

    @Test
    void whenAnIdOrFilenameIsTooLongThenItIsRefused() {
        String longText = "x".repeat(201);
        assertThat(Sheets.errors("prompt,id,filename\na," + longText + "," + longText + "\n"))
                .containsExactly(
                        "row 2, column id: \"" + "x".repeat(60) + "…\" has 201 characters; at most 200 are allowed",
                        "row 2, column filename: \"" + "x".repeat(60)
                                + "…\" has 201 characters; at most 200 are allowed");
    }

    @Test
    void whenAnIdHoldsALineBreakThenTheMessageStaysOnOneLine() {
        assertThat(Sheets.errors("prompt,id\na,\"x\ny\"\n"))
                .containsExactly("row 2, column id: \"x y\" contains a line break or another control character");
    }

    @Test
    void whenIdsAreEqualAfterNormalisingThenTheLaterRowIsRefusedAlsoAfterAnInvalidOne() {
        assertThat(Sheets.errors("prompt,id\n,caf\u00e9\nb, cafe\u0301\nc,Café2\n"))
                .containsExactly(
                        "row 2, column prompt: is empty; every row needs a prompt",
                        "row 3, column id: \"café\" is already used as the id in row 2; ids must be unique");
    }

    private static RowRules rules(Defaults defaults) {
        return new RowRules(Catalogue.shipped(), defaults, "modelverse", ReadOptions.RECOGNISED);
    }
}
