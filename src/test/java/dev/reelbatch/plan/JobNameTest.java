package dev.reelbatch.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.text.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JobNameTest {

    @ParameterizedTest
    @CsvSource({
        "launch-teasers.csv,launch-teasers",
        "Spring 2026.v2.csv,Spring 2026.v2",
        "短视频.csv,短视频",
        "no-extension,no-extension",
        ".hidden.csv,hidden",
        "a:b*c?.csv,a-b-c-",
        "con.csv,sheetcon",
        "....csv,sheet"
    })
    void whenAJobIsCalledLikeItsSheetThenTheNameIsUsableAsAFolder(String file, String name) {
        assertThat(JobName.of(Path.of("/sheets", file))).isEqualTo(name);
    }

    @Test
    void whenANameIsDecomposedThenItIsTheSameJobAsComposed() {
        assertThat(JobName.of(Path.of("cafe\u0301.csv"))).isEqualTo("caf\u00e9");
        assertThat(JobName.checked(" cafe\u0301 ")).isEqualTo("caf\u00e9");
    }

    @Test
    void whenTwoNamesAreSpelledDifferentlyThenTheyMayMeanTheSameJob() {
        assertThat(JobName.isSame("inbox/Caf\u00e9", " inbox/ cafe\u0301 ")).isTrue();
        assertThat(JobName.isSame("inbox/cafe", "inbox/caf\u00e9")).isFalse();
        assertThat(JobName.isSame("inbox/cafe", "cafe")).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "茶", "𠮷"})
    void whenASheetHasALongNameThenTheJobsIsCut(String character) {
        String name = JobName.of(Path.of(character.repeat(99) + ".csv"));
        assertThat(name.codePointCount(0, name.length())).isLessThanOrEqualTo(80);
        assertThat(name.getBytes(StandardCharsets.UTF_8).length).isLessThanOrEqualTo(200);
        assertThat(JobName.checked(name)).isEqualTo(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a/b/c/d",
                "a//c",
                "/a",
                "a/",
                "../a",
                "a\\b",
                "..",
                ".a",
                "a.",
                "a:b",
                "a\u0000b",
                "a\nb",
                "nul",
                "COM1",
                "lpt9.x"
            })
    void whenAPersonsNameIsNoFoldersNameThenItIsRefused(String name) {
        assertThatThrownBy(() -> JobName.checked(name))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("can't be a job name");
    }

    @Test
    void whenASheetLiesInAnInboxThenItsJobHasTwoNames() {
        String name = JobName.inInbox("inbox", null, Path.of("/in/working/Spring: teasers.csv"));
        assertThat(name).isEqualTo("inbox/Spring- teasers");
        assertThat(JobName.checked(name)).isEqualTo(name);
    }

    @Test
    void whenASheetLiesInAPersonsInboxThenItsJobHasThreeNames() {
        String name = JobName.inInbox("inbox", "anna", Path.of("/in/anna/working/teasers.csv"));
        assertThat(name).isEqualTo("inbox/anna/teasers");
        assertThat(JobName.checked(name)).isEqualTo(name);
    }

    @Test
    void whenAPersonsNameIsTooLongThenItIsRefused() {
        assertThatThrownBy(() -> JobName.checked("a".repeat(81))).isInstanceOf(UserException.class);
        assertThat(JobName.checked("a".repeat(80))).hasSize(80);
    }

    @Test
    void whenSheetsDifferInTheEndOfLongNamesThenSoDoTheirJobs() {
        String long1 = "提示词".repeat(30) + " 第一批.csv";
        String long2 = "提示词".repeat(30) + " 第二批.csv";
        assertThat(JobName.inInbox("inbox", null, Path.of(long1)))
                .isNotEqualTo(JobName.inInbox("inbox", null, Path.of(long2)));
        assertThat(JobName.of(Path.of(long1)))
                .isEqualTo(JobName.of(Path.of(long1)))
                .isEqualTo(JobName.checked(JobName.of(Path.of(long1))));
    }
}
