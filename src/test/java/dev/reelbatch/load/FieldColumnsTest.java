package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.ReadOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that are named like a field of models. */
class FieldColumnsTest {

    private static String request(String header, String model, String cells) {
        return Sheets.valid("prompt,model," + header + "\na mug on a table," + model + "," + cells + "\n")
                .requestJson();
    }

    private static String error(String header, String model, String cells) {
        return Sheets.errors("prompt,model," + header + "\na mug on a table," + model + "," + cells + "\n")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "Negative prompt,kling-v3,blurry,negative_prompt,\"blurry\"",
        "反向提示词,Wan-AI/Wan2.5-T2V,blurry,negative_prompt,\"blurry\"",
        "SEED,viduq2,1234,seed,1234",
        "随机种子,viduq2,1234,seed,1234",
        "Sound,kling-v3,yes,sound,\"on\"",
        "声音,veo-3.1-generate-001,有,generate_audio,true",
        "generate_audio,veo-3.1-generate-001,FALSE,generate_audio,false",
        "sound,viduq2,off,audio,false",
        "水印,kling-v3,否,watermark_enabled,false",
        "Watermark,MiniMax-Hailuo-02,true,aigc_watermark,true",
        "mode,kling-v3,Pro,mode,\"pro\"",
        "首帧,kling-v2-6,https://example.com/mug.jpg,image,\"https://example.com/mug.jpg\"",
        "first_frame,MiniMax-Hailuo-02,https://example.com/m.jpg,first_frame_image,\"https://example.com/m.jpg\"",
        "ratio,doubao-seedance-1-5-pro-251215,Adaptive,ratio,\"adaptive\"",
        "画幅,doubao-seedance-1-5-pro-251215,横屏,ratio,\"16:9\"",
        "negative_prompt,acme/v1,blurry,negative_prompt,\"blurry\"",
        "seed,acme/v1,7,seed,7"
    })
    void whenTheModelHasTheFieldThenItIsSentWhereTheModelHasIt(
            String header, String model, String cell, String key, String sent) {
        String size = model.startsWith("Wan") ? ",size" : "";
        String value = size.isEmpty() ? "" : ",832x480";
        assertThat(request(header + size, model, cell + value)).contains("\"" + key + "\":" + sent);
    }

    @Test
    void whenTheModelLacksTheFieldThenTheMistakeSaysSo() {
        assertThat(error("Sound", "openai/sora-2/text-to-video", "on"))
                .isEqualTo("row 2, column Sound: \"on\" is of no use to the model openai/sora-2/text-to-video; clear "
                        + "the cell; if this column means something else, add --ignore-column \"Sound\"");
        assertThat(request("Sound", "openai/sora-2/text-to-video", "")).doesNotContain("ound");
    }

    @Test
    void whenTwoColumnsSayDifferentThingsThenThatIsAMistake() {
        assertThat(error("parameters.seed,seed", "viduq2", "1,2"))
                .startsWith("row 2, column seed: \"2\" contradicts \"1\" in column \"parameters.seed\"");
        assertThat(request("parameters.seed,seed", "viduq2", "1,1")).contains("\"seed\":1");
    }

    @Test
    void whenAValueIsMissingThenTheSheetsOwnColumnIsNamed() {
        assertThat(error("Sound", "veo-3.1-generate-001", ""))
                .startsWith("row 2, column Sound: is empty; this model needs it: one of true, false");
    }

    @Test
    void whenTheSheetIsReadByEarlierRulesThenTheColumnIsOnlyCopied() {
        RowRules earlier = Sheets.RULES.asOf(2);
        PromptRow row = Sheets.valid("prompt,seed\na mug on a table,1234\n", earlier);
        assertThat(row.requestJson()).doesNotContain("1234");
        assertThat(row.otherColumns()).containsEntry("seed", "1234");
    }

    @Test
    void whenAColumnIsMappedToAFieldThenItIsSent() {
        ReadOptions mapped = ReadOptions.RECOGNISED.mapping("negative_prompt", "Not this");
        RowRules rules = new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", mapped);
        assertThat(Sheets.valid("prompt,model,Not this\na mug on a table,kling-v3,blurry\n", rules)
                        .requestJson())
                .contains("\"negative_prompt\":\"blurry\"");
    }
}
