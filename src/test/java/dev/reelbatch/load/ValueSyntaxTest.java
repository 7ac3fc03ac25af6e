package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Values as people write them. */
class ValueSyntaxTest {

    private static final String EIGHT =
            Sheets.valid("prompt,duration\na cat,8\n").requestJson();
    private static final String UPRIGHT =
            Sheets.valid("prompt,size\na cat,720x1280\n").requestJson();

    @ParameterizedTest
    @ValueSource(strings = {"8s", "8 s", "8S", "8秒", "8 秒钟", "８", "８秒", "8 sec", "8 seconds", "8.0", "8.0s"})
    void whenSecondsAreWrittenWithAUnitThenTheyAreUnderstood(String text) {
        assertThat(Sheets.valid("prompt,duration\na cat," + text + "\n").requestJson())
                .isEqualTo(EIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "720×1280",
                "720*1280",
                "720X1280",
                "720 x 1280",
                "７２０×１２８０",
                "9:16",
                "9：16",
                "竖屏",
                "竖版",
                "Portrait",
                "vertical"
            })
    void whenASizeIsWrittenInItsOwnWayThenItIsUnderstood(String text) {
        assertThat(Sheets.valid("prompt,size\na cat," + text + "\n").requestJson())
                .isEqualTo(UPRIGHT);
    }

    @Test
    void whenAValueIsInterpretedThenTheInterpretationIsReported() {
        assertThat(Sheets.preflight("prompt,时长,size\na,8秒,横屏\nb,8秒,1280x720\nc,8.0,\n")
                        .understood())
                .containsOnly(
                        entry(new Interpretation("时长", "8秒", "8"), 2L),
                        entry(new Interpretation("size", "横屏", "1280x720"), 1L));
    }

    @Test
    void whenAShapeFitsSeveralSizesThenItIsAMistake() {
        assertThat(Sheets.errors("prompt,model,size\na,openai/sora-2/text-to-video-pro,竖屏\n"))
                .containsExactly("row 2, column size: \"竖屏\" could mean 720x1280 or 1024x1792; write which one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0:08", "8m", "8-12", "8,5s", "about 8", "8 s s"})
    void whenSecondsCanBeSomethingElseThenTheyAreAMistake(String text) {
        assertThat(Sheets.errors("prompt,duration\na cat,\"" + text + "\"\n")).hasSize(1);
    }

    @Test
    void whenAValueIsWrongThenTheNearestByMeaningIsNamed() {
        assertThat(Sheets.errors("prompt,duration,size\na,5秒,1:1\nb,10s,4:3\nc,9,720P\n"))
                .containsExactly(
                        "row 2, column duration: \"5秒\" is not one of 4, 8, 12; did you mean 4?",
                        "row 2, column size: \"1:1\" is not one of 720x1280, 1280x720; did you mean 720x1280?",
                        "row 3, column duration: \"10s\" is not one of 4, 8, 12; did you mean 8?",
                        "row 3, column size: \"4:3\" is not one of 720x1280, 1280x720; did you mean 1280x720?",
                        "row 4, column duration: \"9\" is not one of 4, 8, 12; did you mean 8?",
                        "row 4, column size: \"720P\" is not one of 720x1280, 1280x720");
    }

    @Test
    void whenASizeOfAnotherModelIsWrittenInItsOwnWayThenItIsUnderstood() {
        assertThat(Sheets.valid("prompt,model,size,duration\na,Wan-AI/Wan2.6-T2V,1280*720,5秒\n")
                        .requestJson())
                .contains("\"size\":\"1280x720\"", "\"duration\":5");
    }

    @Test
    void whenNoModelIsKnownThenSecondsAreStillUnderstood() {
        assertThat(Sheets.valid("prompt,model,duration\na,acme/v1,6秒\n").requestJson())
                .contains("\"duration\":6");
    }
}
