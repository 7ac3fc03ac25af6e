package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What columns say about the picture, for models that take sizes, ratios and resolutions. */
class FrameParserTest {

    private static final String SORA = "openai/sora-2/text-to-video";

    private static String parameters(String header, String model, String value) {
        String json = Sheets.valid("prompt,model," + header + "\na cat on a roof," + model + "," + value + "\n")
                .requestJson();
        return json.substring(json.indexOf("\"parameters\""));
    }

    private static String error(String header, String model, String value) {
        return Sheets.errors("prompt,model," + header + "\na cat on a roof," + model + "," + value + "\n")
                .get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "size,viduq2,9:16,aspect_ratio,9:16",
        "尺寸,viduq2,竖屏,aspect_ratio,9:16",
        "parameters.size,kling-v2-6,16：9,aspect_ratio,16:9",
        "Video size,kling-v3,1:1,aspect_ratio,1:1",
        "size,happyhorse-1.0-t2v,9:16,ratio,9:16",
        "parameters.aspect_ratio,happyhorse-1.0-t2v,21:9,ratio,21:9",
        "parameters.ratio,kling-v3,16:9,aspect_ratio,16:9",
        "parameters.Aspect_Ratio,kling-v3,16:9,aspect_ratio,16:9",
        "size,viduq2,1080p,resolution,1080p",
        "Resolution,viduq2,FHD,resolution,1080p",
        "Resolution,MiniMax-Hailuo-02,768p,resolution,768P",
        "parameters.aspect_ratio,openai/sora-2/text-to-video,16:9,size,1280x720",
        "parameters.ratio,openai/sora-2/text-to-video,Portrait,size,720x1280",
        "size,Wan-AI/Wan2.2-T2V,720*1280,size,720x1280"
    })
    void whenAParameterOfOtherModelsSaysItThenTheModelsOwnIsSent(
            String header, String model, String value, String key, String sent) {
        assertThat(parameters(header, model, value))
                .contains("\"" + key + "\":\"" + sent + "\"")
                .satisfies(json -> assertThat(key.equals("size") || !json.contains("\"size\""))
                        .isTrue());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "size | viduq2 | 720x1280 | aspect_ratio (16:9, 9:16, 3:4, 4:3, 1:1), resolution (540p, 720p, 1080p); did you mean 9:16?",
                "尺寸 | kling-v3 | 1920*1080 | aspect_ratio (16:9, 9:16, 1:1); did you mean 16:9?",
                "size | veo-3.1-generate-001 | 1080x1920 | aspect_ratio (16:9, 9:16), resolution (720p, 1080p); did you mean 9:16?",
                "size | happyhorse-1.0-t2v | 1280x720 | ratio (such as 16:9), resolution (such as 720p); did you mean 16:9?",
                "size | MiniMax-Hailuo-2.3 | 16:9 | resolution (768P, 1080P)",
                "size | kling-v2-6 | 720p | aspect_ratio (16:9, 9:16, 1:1)",
                "size | kling-v2-6 | large | aspect_ratio (16:9, 9:16, 1:1)"
            })
    void whenTheModelHasNoParameterForItThenTheMistakeNamesWhatItTakes(
            String header, String model, String value, String takes) {
        assertThat(error(header, model, value))
                .isEqualTo("row 2, column %s: \"%s\" can't be used with the model %s, which takes %s"
                        .formatted(header, value, model, takes));
    }

    @Test
    void whenTheValueIsNotOneOfTheModelsThenItIsAMistake() {
        assertThat(error("size", "veo-3.1-generate-001", "1:1")).contains("\"1:1\" is not one of 16:9, 9:16");
        assertThat(error("size", "kling-v3", "21:9")).contains("\"21:9\" is not one of 16:9, 9:16, 1:1");
        assertThat(error("size", "Wan-AI/Wan2.6-T2V", "9:16"))
                .isEqualTo("row 2, column size: \"9:16\" could mean 720x1280 or 1080x1920; write which one");
        assertThat(error("parameters.resolution", SORA, "720p"))
                .isEqualTo(
                        "row 2, column parameters.resolution: \"720p\" could mean 720x1280 or 1280x720; write which one");
        assertThat(error("parameters.resolution", SORA, "1080p")).contains("is not one of 720x1280, 1280x720");
        assertThat(Sheets.errors("prompt,model,size,Aspect ratio\na cat on a roof,kling-v3,9:16,16:9\n")
                        .get(0))
                .startsWith("row 2, column size: \"9:16\" contradicts \"16:9\" in column \"Aspect ratio\"");
    }

    @Test
    void whenAModelTakesASizeAndAResolutionThenBothAreSentAndAgree() {
        String header = "prompt,model,Aspect ratio,Resolution,size\n";
        assertThat(Sheets.valid(header + "a cat,Wan-AI/Wan2.2-T2V,16:9,720p,\n").requestJson())
                .contains("\"resolution\":\"720P\",\"size\":\"1280x720\"");
        assertThat(Sheets.valid(header + "a cat,Wan-AI/Wan2.2-T2V,,480P,\n").requestJson())
                .endsWith("\"parameters\":{\"resolution\":\"480P\"}}");
        assertThat(Sheets.errors(header + "a cat,Wan-AI/Wan2.2-T2V,,720P,832x480\n")
                        .get(0))
                .startsWith("row 2, column Resolution: \"720P\" contradicts \"832x480\" in column \"size\"");
    }

    @Test
    void whenTheDefaultSizeIsOfAnotherKindThenOnlyRowsWithoutTheirOwnUseIt() {
        RowRules ratio = defaultSize("9:16");
        assertThat(Sheets.valid("prompt,model\na cat,kling-v3\n", ratio).requestJson())
                .endsWith("\"parameters\":{\"aspect_ratio\":\"9:16\"}}");
        RowRules pixels = defaultSize("1280x720");
        String sheet = "prompt,model,Aspect ratio\na cat,kling-v3,9:16\n";
        assertThat(Sheets.valid(sheet, pixels).requestJson()).endsWith("\"parameters\":{\"aspect_ratio\":\"9:16\"}}");
        assertThat(Sheets.errors("prompt,model\na cat,kling-v3\n", pixels))
                .containsExactly(
                        "row 2, column size (the default): \"1280x720\" can't be used with the model kling-v3, "
                                + "which takes aspect_ratio (16:9, 9:16, 1:1); did you mean 16:9?");
    }

    private static RowRules defaultSize(String size) {
        return new RowRules(Catalogue.shipped(), new Defaults(null, size, null), "modelverse", Sheets.RULES.reading());
    }

    @Test
    void whenNothingIsKnownOfTheModelsPictureThenTheSizeIsSentAsItIs() {
        assertThat(parameters("size", "acme/v1", "9:16")).isEqualTo("\"parameters\":{\"size\":\"9:16\"}}");
        Catalogue known = new Catalogue(Map.of("acme/v1", Model.UNKNOWN));
        RowRules rules = new RowRules(known, Defaults.NONE, "modelverse", Sheets.RULES.reading());
        assertThat(Sheets.valid("prompt,model,size\na cat,acme/v1,9:16\n", rules)
                        .requestJson())
                .endsWith("\"parameters\":{\"size\":\"9:16\"}}");
    }

    @Test
    void whenAnEarlierVersionSentItUncheckedThenThatRequestIsKnownToo() {
        PromptRow row = Sheets.valid("prompt,model,size,id\na cat,kling-v3,9:16,a\n");
        String before = "{\"input\":{\"prompt\":\"a cat\"},\"model\":\"kling-v3\",\"parameters\":{\"size\":\"9:16\"}}";
        assertThat(row.keys().superseded())
                .contains(
                        Fingerprint.of("modelverse", before, "a").hex(),
                        Identity.keys(before, "a").same());
        assertThat(row.keys().known()).doesNotContainAnyElementsOf(row.keys().superseded());
        assertThat(Sheets.valid("prompt,model,Aspect ratio\na cat,kling-v3,9:16\n")
                        .keys()
                        .superseded())
                .isEmpty();
    }
}
