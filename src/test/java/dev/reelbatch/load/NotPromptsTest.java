package dev.reelbatch.load;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ColumnSynonyms;
import dev.reelbatch.sheet.DisplayedFormula;
import dev.reelbatch.sheet.ReadOptions;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Rows of the table that are not prompts, and texts that refer to others. */
class NotPromptsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "prompt,campaign",
                "Prompt , CAMPAIGN",
                "提示词,campaign",
                "PROMPT,",
                "campaign,prompt",
                "prompt,duration",
                "Prompt:,owner",
                "提示词,负责人",
                "prompt,owner"
            })
    void whenARowRepeatsTheHeaderThenItIsAMistakeThatSaysSo(String row) {
        assertThat(Sheets.errors("prompt,campaign\na heron,spring\n" + row + "\na lighthouse,autumn\n"))
                .singleElement()
                .asString()
                .startsWith("row 3, column prompt: ")
                .endsWith("repeats the header; delete this row");
    }

    @Provide
    Arbitrary<String> textsLikeNames() {
        Arbitrary<String> names = Arbitraries.of(
                "prompt", "Prompts", "PROMPT TEXT", "video", "text", "input.", "parameters.", "提示词", "提示语", "内容");
        Arbitrary<String> letters = Arbitraries.of("pro", "mpt", "ｐｒｏ", "𝐦𝐩𝐭", "K", "ß", "é", "한", "the cat");
        Arbitrary<String> between = Arbitraries.of(" ", "_", "-", ".", "#", "\u00AD", "\u200B", "\u3000");
        return Arbitraries.oneOf(names, letters, between)
                .list()
                .ofMinSize(1)
                .ofMaxSize(8)
                .map(parts -> String.join("", parts));
    }

    /** Most texts are not checked further once they have more letters than a name; this must make no difference. */
    @Property(tries = 500)
    void whenATextWouldNameTheColumnOfThePromptsThenAndOnlyThenItIsAHeader(@ForAll("textsLikeNames") String text) {
        boolean isName = Stream.of(Optional.of(Column.of(0, text)), Optional.ofNullable(ColumnSynonyms.column(0, text)))
                .flatMap(Optional::stream)
                .anyMatch(column -> "prompt".equals(column.meaning()));
        assertThat(Sheets.errors("提示词,id\n\"" + text + "\",1\n").stream()
                        .anyMatch(error -> error.contains("repeats the header")))
                .isEqualTo(isName);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Total,12,3",
                "TOTAL:,12,3",
                "Grand total,,",
                "Subtotal (3),12,",
                "Sub-total,1,1",
                "合计,12,3",
                "合 计：,12,3",
                "小计,4,1",
                "总计,,",
                "Summe,12,3",
                "Total 12,,",
                ",Total,3",
                "3,total,3",
                "Sum,1,1",
                "Total videos: 3,,",
                "总计：3 条,,",
                "Average,6,1"
            })
    void whenARowHasTheTotalsThenItIsNoPrompt(String row) {
        assertThat(Sheets.errors("prompt,duration,count\na heron,4,2\n" + row + "\n"))
                .singleElement()
                .asString()
                .contains("seems to be a row of totals; delete it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "---",
                "————",
                "=====",
                "***",
                "...",
                "_",
                "Page 3",
                "page 1 of 4",
                "第 3 页",
                "- 3 -",
                "NULL",
                "None",
                "nan",
                "n/a",
                "#N/A",
                "#NAME?",
                "#BEZUG!",
                "#NV",
                "无",
                "待定",
                "TBD",
                "〃",
                "\"\"\"\"",
                "ditto",
                "同上",
                "e.g. a cat on a roof",
                "示例：一只猫",
                "=A1&B1",
                "=CONCATENATE(A1;B2)",
                "=Sheet2!A1"
            })
    void whenATextIsNoPromptThenItIsAMistake(String text) {
        assertThat(Sheets.errors(
                        "prompt\n\"" + (text.startsWith("\"") ? text.substring(1, text.length() - 1) : text) + "\"\n"))
                .hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"??????", "?? ????, ???", "caf\uFFFD at night", "？？？"})
    void whenThePromptHasLostItsLettersThenItIsAMistake(String text) {
        assertThat(Sheets.errors("prompt\n\"" + text + "\"\n"))
                .singleElement()
                .asString()
                .contains("lost its letters when the sheet was saved");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "What??? A cat",
                "Who? Me?",
                "Total eclipse over a lake",
                "Sum of all fears",
                "a",
                "🦊",
                "1984.0",
                "none of them came",
                "合计十只猫",
                "Page one of a book burns",
                "No.",
                "= equals sign on a wall",
                "\"\"OPEN\"\" is written on a door",
                "'quoted' all over",
                "-40 degrees",
                "@home",
                "example of a cat",
                "Note to self",
                "OK?"
            })
    void whenAPromptOnlyLooksLikeOneOfThemThenItIsSentUnchanged(String text) {
        assertThat(Sheets.valid("prompt\n\"" + text + "\"\n").prompt()).isEqualTo(text.replace("\"\"", "\""));
    }

    @Test
    void whenAFormulaShowsATextThenItIsTheTextBetweenTheMarks() {
        for (String cell : List.of(
                "\"=\"\"A red kite\"\"\"",
                "\"=\"\"\"\"A red kite\"\"\"\"\"",
                "\"'=\"\"A red kite\"\"\"",
                "\"= \"\"A red kite\"\"\"")) {
            assertThat(Sheets.valid("prompt\n" + cell + "\n").prompt()).as(cell).isEqualTo("A red kite");
        }
        assertThat(Sheets.valid("prompt\n\"=\"\"A \"\"\"\"red\"\"\"\" kite\"\"\"\n")
                        .prompt())
                .isEqualTo("A \"red\" kite");
        PromptRow row = Sheets.valid(
                "\"=\"\"id\"\"\",\"=\"\"prompt\"\"\",duration\n\"=\"\"00017\"\"\",A red kite,\"=\"\"8\"\"\"\n");
        assertThat(row.id()).isEqualTo("00017");
        assertThat(row.duration()).isEqualTo(8);
    }

    @Test
    void whenARowHasNothingButUntickedBoxesThenItIsNone() {
        SheetCheck found = Sheets.preflight(
                "prompt,done,approved\na heron on a pond,TRUE,FALSE\n,FALSE,FALSE\n,false,\n,☐,FALSCH\na crane at dawn,,\n");
        assertThat(found.rows()).isEqualTo(2);
        assertThat(found.errors()).isEmpty();
        assertThat(Sheets.errors("prompt,done\na,\n,TRUE\n"))
                .containsExactly("row 3, column prompt: is empty; every row needs a prompt");
    }

    @Test
    void whenAPromptIsFromTheSourceOfAWebPageThenItIsNoted() {
        assertThat(Sheets.preflight("prompt\na cat on a roof\nTom &amp; Jerry on a roof\n<br>a dog on a lawn\n")
                        .warnings())
                .containsExactly("prompts contain web page codes such as &amp;, which are sent unchanged (2 rows; "
                        + "first: row 3)");
    }

    @Test
    void whenAHeaderWasKeptFromBeingAFormulaThenItIsReadAsItWas() {
        PromptRow row = Sheets.valid("prompt,'=x,'@who,\"'-note\"\na cat,1,2,3\n");
        assertThat(row.otherColumns()).containsOnlyKeys("=x", "@who", "-note");
        assertThat(DisplayedFormula.guardedHeader("=x")).isEqualTo("'=x");
        assertThat(DisplayedFormula.guardedHeader("x=")).isEqualTo("x=");
        RowRules mapped = new RowRules(
                Catalogue.shipped(), Defaults.NONE, "modelverse", ReadOptions.RECOGNISED.mapping("prompt", "=Text"));
        assertThat(Sheets.valid("'=Text\na cat\n", mapped).prompt()).isEqualTo("a cat");
    }

    @Test
    void whenTheRunIsOfAnEarlierVersionThenItsRowsAreAsTheyWere() {
        RowRules before = new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", ReadOptions.BEFORE);
        assertThat(Sheets.errors("prompt\nTotal\nprompt\n---\n\"=\"\"x\"\"\"\n=A1\nNULL\n", before))
                .isEmpty();
    }
}
