package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.ReadOptions;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The requests of drafts, and of the real videos that are made from them. */
class DraftRequestTest {

    private static final String SEEDANCE = "doubao-seedance-1-5-pro-251215";
    private static final RowRules DRAFT = new RowRules(
            Catalogue.shipped(), new Defaults(null, null, null, true), "modelverse", ReadOptions.RECOGNISED);
    private static final String SHEET =
            "prompt,model,duration,sound,resolution,service_tier,watermark,input.draft_task\n" + "a mug on a table,"
                    + SEEDANCE + ",8,true,1080p,flex,true,%s\n";

    @Test
    void whenARowMakesADraftThenItIsAnotherRequestThanTheRealVideo() {
        PromptRow real = Sheets.valid(SHEET.formatted(""));
        PromptRow draft = Sheets.valid(SHEET.formatted(""), DRAFT);
        assertThat(draft.requestJson())
                .isEqualTo("{\"input\":{\"content\":[{\"text\":\"a mug on a table\",\"type\":\"text\"}]},\"model\":\""
                        + SEEDANCE
                        + "\",\"parameters\":{\"draft\":true,\"duration\":8,\"generate_audio\":true,"
                        + "\"resolution\":\"480p\",\"watermark\":true}}");
        assertThat(Catalogue.shipped().refusal(draft.requestJson(), Map.of())).isNull();
        assertThat(draft.keys().all()).doesNotContainAnyElementsOf(real.keys().all());
        assertThat(draft.price()).hasToString("Price[amount=1.2992, currency=CNY]"); // 10150 tokens * 8 s * 16
    }

    @Test
    void whenARowContinuesADraftThenWhatTheDraftHasIsNotSentAgainButCounts() {
        PromptRow real = Sheets.valid(SHEET.formatted(""));
        for (RowRules rules : List.of(Sheets.RULES, DRAFT)) {
            PromptRow row = Sheets.valid(SHEET.formatted("cgt-1"), rules);
            assertThat(row.requestJson())
                    .isEqualTo("{\"input\":{\"content\":[{\"draft_task\":{\"id\":\"cgt-1\"},\"type\":\"draft_task\"}]},"
                            + "\"model\":\"" + SEEDANCE + "\",\"parameters\":{\"resolution\":\"1080p\","
                            + "\"service_tier\":\"flex\",\"watermark\":true}}");
            assertThat(Catalogue.shipped().refusal(row.requestJson(), Map.of())).isNull();
            assertThat(row.price()).isEqualTo(real.price());
            assertThat(row.prompt()).isEqualTo("a mug on a table");
            assertThat(row.duration()).isEqualTo(8);
            assertThat(row.keys().all()).doesNotContainAnyElementsOf(real.keys().all());
            assertThat(row.keys().same())
                    .isNotEqualTo(Sheets.valid(SHEET.formatted("CGT-1")).keys().same());
        }
    }

    @Test
    void whenAModelHasNoDraftsThenTheRowIsAMistakeThatNamesTheModelsThatHave() {
        assertThat(Sheets.errors("prompt,Model\na mug,viduq2\n", DRAFT))
                .containsExactly(
                        "row 2, column Model: \"viduq2\" has no drafts; leave --draft out, or use a model that "
                                + "has them: " + SEEDANCE);
        assertThat(Sheets.errors("prompt\na mug\n", DRAFT))
                .singleElement()
                .asString()
                .startsWith("row 2, column model: \"openai/sora-2/text-to-video\" has no drafts");
    }

    @Test
    void whenDraftsAreCheckedThenThePriceOfAllRealVideosIsTold() {
        assertThat(Sheets.preflight("prompt,model,count\na mug on a table," + SEEDANCE + ",3\n", DRAFT)
                        .warnings())
                .contains("3 videos as drafts: previews in low resolution. To make all the real videos from them later "
                        + "(--from-drafts): 2.6364 CNY more")
                .noneMatch(warning -> warning.contains("flex"));
    }
}
