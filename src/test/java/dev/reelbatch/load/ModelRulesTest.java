package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How the fields of a model depend on each other, what is sent, and what a mistake says. */
class ModelRulesTest {

    private static final String ADDRESS = "https://example.com/mug.jpg";

    private static String request(String model, String header, String cells) {
        return Sheets.valid(sheet(model, header, cells)).requestJson();
    }

    private static String sheet(String model, String header, String cells) {
        return "prompt,model," + header + "\na mug on a table," + model + "," + cells.replace("@", ADDRESS) + "\n";
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "MiniMax-Hailuo-02 | duration,parameters.resolution | 10,1080P | duration: \"10\" is not possible with resolution 1080P; use 6",
                "Wan-AI/Wan2.6-T2V | size,parameters.shot_type,parameters.prompt_extend | 1280x720,multi,false | parameters.prompt_extend: \"false\" is not possible with shot_type multi; use true",
                "kling-v3 | parameters.multi_prompt | [{}] | parameters.multi_prompt: \"[{}]\" can't be used here; clear the cell",
                "kling-v3 | parameters.image_tail | @ | parameters.image: is empty; this model needs it together with image_tail https://example.com/mug.jpg",
                "kling-v3-omni | duration | 5 | parameters.aspect_ratio: is empty; this model needs it",
                "kling-v3-omni | duration,parameters.video_list,parameters.sound | 5,[{}],on | parameters.sound: \"on\" is not possible with video_list [{}]; use off",
                "viduq3-pro | input.first_frame_url,parameters.aspect_ratio | @,1:1 | parameters.aspect_ratio: \"1:1\" can't be used together with first_frame_url https://example.com/mug.jpg; clear one of them",
                "viduq2-turbo | duration | 5 | input.first_frame_url: is empty; this model needs it together with vidu_type img2video",
                "viduq2-turbo | duration,input.first_frame_url,input.last_frame_url | 9,@,@ | duration: \"9\" is not possible with vidu_type start-end2video; use 1..8",
                "doubao-seedance-1-5-pro-251215 | parameters.draft | true | parameters.resolution: is empty, so the API takes 720p, which is not possible with draft true; use 480p",
                "viduq2-turbo | input.first_frame_url | http://a/mug.jpg | input.first_frame_url: \"http://a/mug.jpg\" is an address that models can't use; write one that begins with https://, or the name of a file beside the sheet",
            })
    void whenAFieldDoesNotGoWithTheOthersThenTheMistakeSaysHowToCureIt(
            String model, String header, String cells, String mistake) {
        assertThat(Sheets.errors(sheet(model, header, cells))).containsExactly("row 2, column " + mistake);
    }

    @ParameterizedTest
    @CsvSource({
        "viduq2,duration,5,text2video",
        "viduq2,input.images,@ @,reference2video",
        "viduq2-turbo,input.first_frame_url,@,img2video",
        "viduq2-pro,'input.first_frame_url,input.last_frame_url','@,@',start-end2video",
        "viduq2-pro,input.video_url,@,extend",
        "viduq3-pro,duration,5,text2video",
        "viduq3-pro,input.first_frame_url,@,img2video"
    })
    void whenViduIsGivenPicturesThenItsTypeFollows(String model, String header, String cells, String type) {
        assertThat(request(model, header, cells)).contains("\"vidu_type\":\"" + type + "\"");
    }

    @Test
    void whenAModelTakesItsTextInAListThenItIsSentThere() {
        PromptRow row = Sheets.valid(sheet("doubao-seedance-1-5-pro-251215", "input.first_frame", "@"));
        assertThat(row.requestJson())
                .isEqualTo("{\"input\":{\"content\":[{\"text\":\"a mug on a table\",\"type\":\"text\"},"
                        + "{\"image_url\":{\"url\":\"" + ADDRESS
                        + "\"},\"role\":\"first_frame\",\"type\":\"image_url\"}]},"
                        + "\"model\":\"doubao-seedance-1-5-pro-251215\",\"parameters\":{}}");
        assertThat(row.prompt()).isEqualTo("a mug on a table");
        assertThat(row.duration()).isEqualTo(5);
    }

    @Test
    void whenAFieldIsAListThenTheCellMayHoldSeveralAddresses() {
        assertThat(request("viduq2", "input.images", "@ @"))
                .contains("\"images\":[\"" + ADDRESS + "\",\"" + ADDRESS + "\"]");
        assertThat(request("viduq2", "input.images", "\"[\"\"" + ADDRESS + "\"\"]\""))
                .contains("\"images\":[\"" + ADDRESS + "\"]");
    }

    @ParameterizedTest
    @CsvSource({"yes,on", "TRUE,on", "有,on", "off,off", "否,off"})
    void whenYesOrNoIsWrittenInAnotherWayThenTheModelsWordIsSent(String cell, String sent) {
        assertThat(request("kling-v3", "parameters.sound", cell)).contains("\"sound\":\"" + sent + "\"");
    }

    @Test
    void whenAnEarlierVersionSentAValueAsItWasWrittenThenThatRequestIsKnownToo() {
        PromptRow row = Sheets.valid(sheet("kling-v3", "parameters.mode", "PRO"));
        String before = "{\"input\":{\"prompt\":\"a mug on a table\"},\"model\":\"kling-v3\","
                + "\"parameters\":{\"mode\":\"PRO\"}}";
        assertThat(row.requestJson()).contains("\"mode\":\"pro\"");
        assertThat(row.keys().superseded()).contains(Identity.keys(before, null).same());
    }

    @Test
    void whenAnEarlierVersionDidNotLookAtTheOtherValuesForADefaultThenThatRequestIsKnownToo() {
        PromptRow row = Sheets.valid(sheet("viduq2", "input.images", ADDRESS));
        assertThat(row.requestJson()).contains("\"vidu_type\":\"reference2video\"", "\"images\":[\"" + ADDRESS + "\"]");
        String before = "{\"input\":{\"images\":\"" + ADDRESS + "\",\"prompt\":\"a mug on a table\"},"
                + "\"model\":\"viduq2\",\"parameters\":{\"vidu_type\":\"text2video\"}}";
        assertThat(row.keys().superseded()).contains(Identity.keys(before, null).same());
    }

    @Test
    void whenAPictureIsGivenThenSomeModelsNeedNoPrompt() {
        String json = Sheets.valid(
                        "id,prompt,model,input.first_frame_url\nx,,openai/sora-2/image-to-video," + ADDRESS + "\n")
                .requestJson();
        assertThat(json).contains("\"input\":{\"first_frame_url\":\"" + ADDRESS + "\"}");
    }
}
