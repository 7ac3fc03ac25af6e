package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.PromptRow;
import dev.reelbatch.load.Sheets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class HeaderTest {

    private static final String PLAIN = Sheets.valid(
                    "prompt,model,size,duration\ncat,openai/sora-2/text-to-video,1280x720,8\n")
            .requestJson();

    @Test
    void whenHeadersDifferInCaseAndBlanksThenTheyMeanTheSame() {
        assertSameRequest("\uFEFF PROMPT\u3000,Model,\u00A0sIzE ,DURATION");
    }

    @Test
    void whenHeadersAreTheVendorsThenTheyMeanTheSame() {
        assertSameRequest("提示词,模型,尺寸,时长");
        PromptRow row = Sheets.valid("提示词,数量,文件名\ncat,3,kitty\n");
        assertThat(row.count()).isEqualTo(3);
        assertThat(row.filename()).isEqualTo("kitty");
    }

    @Test
    void whenHeadersAreThePathsOfTheRequestThenTheyMeanTheSame() {
        assertSameRequest("Input.Prompt,model,parameters.size,Parameters.Duration");
    }

    @Test
    void whenHeadersHoldMarksThatNobodySeesThenTheyMeanTheSame() {
        assertSameRequest("\u200Eprompt,mod\u00ADel,\u2060size,dura\u200Btion");
        assertThat(Sheets.valid("prompt,\u200Eparameters.se\u200Bed\ncat,7\n").requestJson())
                .contains("\"seed\":7");
    }

    @Test
    void whenTheCaseOfAKnownParameterDiffersThenItIsSentAsTheCatalogueSpellsIt() {
        PromptRow row =
                Sheets.valid("prompt,model,Parameters.Resolution,parameters.Angle\ncat,Wan-AI/Wan2.2-T2V,720p,7\n");
        assertThat(row.requestJson()).contains("\"resolution\":\"720P\"", "\"Angle\":7");
        assertRefused(
                "prompt,parameters.angle,parameters.Angle",
                "columns \"parameters.angle\" and \"parameters.Angle\" mean the same; delete or rename one of them");
    }

    @Test
    void whenTwoHeadersMeanTheSameThenBothAreNamed() {
        assertRefused("prompt,Size,尺寸", "columns \"Size\" and \"尺寸\" mean the same; delete or rename one of them");
        assertRefused(
                "提示词,input.prompt", "columns \"提示词\" and \"input.prompt\" mean the same; delete or rename one of them");
        assertRefused("prompt,Note,note ", "columns \"Note\" and \"note\" mean the same; delete or rename one of them");
    }

    @Test
    void whenThereIsNoPromptThenTheNearestIsNamed() {
        assertRefused(
                "promt,size",
                "there is no column \"prompt\"; row 1 seems to name the columns: \"promt\", \"size\". "
                        + "Rename the one with the prompts, or choose it: --map prompt=promt");
        assertRefused(
                "text,size",
                "there is no column \"prompt\"; row 1 seems to name the columns: \"text\", \"size\". "
                        + "Rename the one with the prompts, or choose it: --map prompt=text");
    }

    @Test
    void whenTheSheetCameFromFailedCsvThenItsErrorColumnIsIgnored() {
        PromptRow row = Sheets.valid("prompt,Error,note\ncat,refused by moderation,mine\n");
        assertThat(row.otherColumns()).isEqualTo(Map.of("note", "mine"));
        assertThat(row.cells()).isEqualTo(Map.of("prompt", "cat", "note", "mine"));
    }

    @Test
    void whenAColumnMeansNothingThenItPassesThroughUnchanged() {
        PromptRow row = Sheets.valid("Kampagne ,提示词,Owner\n  Summer,cat \n");
        assertThat(row.otherColumns()).containsExactly(Map.entry("Kampagne", "  Summer"), Map.entry("Owner", ""));
        assertThat(row.cells().keySet()).containsExactly("Kampagne", "提示词", "Owner");
        assertThat(row.cells()).containsEntry("提示词", "cat ");
    }

    @Test
    void whenACellHasNoHeaderThenItsLettersAreNamed() {
        String message = "is in a column with no heading. If the prompt contains a comma, put it in double quotes.";
        assertThat(Sheets.errors("prompt,duration\nA cat, on a mat,8\n"))
                .containsExactly(
                        "row 2, column C: \"8\" " + message,
                        "row 2, column duration: \"on a mat\" is not one of 4, 8, 12");
        assertThat(Sheets.errors("prompt,,duration\ncat,x,8\n")).containsExactly("row 2, column B: \"x\" " + message);
        assertThat(Sheets.errors("prompt,,duration,\ncat,,8,,,\n")).isEmpty();
        assertThat(Sheets.errors("prompt\ncat" + ",".repeat(27) + "x\n"))
                .containsExactly("row 2, column AB: \"x\" " + message);
    }

    private static void assertSameRequest(String header) {
        assertThat(Sheets.valid(header + "\ncat,openai/sora-2/text-to-video,1280x720,8\n")
                        .requestJson())
                .isEqualTo(PLAIN);
    }

    private static void assertRefused(String header, String message) {
        assertThatThrownBy(() -> Sheets.rows(header + "\na,b,c\n"))
                .isInstanceOf(SheetException.class)
                .hasMessage(message);
    }
}
