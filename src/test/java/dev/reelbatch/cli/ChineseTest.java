package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Output on a machine set to Chinese: no sentence is left in English. */
class ChineseTest {

    private static final Pattern ENGLISH_SENTENCE = Pattern.compile("[A-Za-z']{2,}( [A-Za-z']{2,}){2,}");

    /** Quotations, paths and commands to type, which are not translated. */
    private static final Pattern AS_THEY_ARE =
            Pattern.compile("[\"“].*?[\"”]|\\S*/\\S*|reelbatch [a-z-]+( [A-Z]+)*|`.*?`");

    private static final String SHEET = "sample-prompts/短视频.csv";

    private final Path folder;
    private final Cli cli;

    ChineseTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
    }

    @AfterEach
    void english() {
        Text.speak(Language.ENGLISH);
    }

    private static void assertChinese(String text) {
        assertThat(text).containsPattern("\\p{IsHan}");
        assertThat(text.lines())
                .allSatisfy(line ->
                        assertThat(AS_THEY_ARE.matcher(line).replaceAll("")).doesNotContainPattern(ENGLISH_SENTENCE));
    }

    @Test
    void whenASheetIsRehearsedThenEveryLineIsChinese() {
        Cli.Result run = cli.rehearse(Path.of(SHEET), "--lang=zh");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("演练", "待提交", "已完成");
        assertChinese(run.out());
        assertChinese(cli.run("status", "--rehearse", "--lang=zh").out());
        assertChinese(cli.run("rerun", "短视频", "--rehearse", "--lang=zh").out());
        String json = cli.run("status", "--rehearse", "--json").out();
        assertThat(cli.run("status", "--rehearse", "--json", "--lang=zh").out()).isEqualTo(json);
    }

    @Test
    void whenSubmissionsAreListedThenTheColumnsStandBelowEachOther() {
        cli.rehearse(Path.of(SHEET));
        String[] lines = cli.run("status", "短视频", "--rehearse", "--submissions", "--lang=zh")
                .out()
                .split("\\R");
        assertThat(cellsBefore(lines[0], "结果")).isEqualTo(cellsBefore(lines[1], "已接受"));
        assertThat(cellsBefore(lines[0], "需付"))
                .isEqualTo(cellsBefore(lines[1], lines[1].contains("5.68") ? "5.68" : "2.84"));
    }

    private static int cellsBefore(String line, String word) {
        assertThat(line).contains(word);
        return new AttributedString(line.substring(0, line.indexOf(word))).columnLength();
    }

    @Test
    void whenASheetWithMistakesIsCheckedThenEveryLineIsChineseAndTheTableIsStraight() {
        Cli.Result check = cli.run("--lang", "zh", "check", "sample-prompts/with-mistakes.csv");
        assertThat(check.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(check.out()).contains("有 6 行需要修改");
        assertChinese(check.out());
        assertThat(check.out()
                        .lines()
                        .filter(line -> line.matches("  (行数|模型|待提交|预计用时) .*"))
                        .map(line -> cellsBefore(line, line.replaceFirst("  \\S+ +", ""))))
                .hasSize(4)
                .containsOnly(17);
    }

    @Test
    void whenASheetIsCheckedForAProgramThenItReadsTheSameInBothLanguages() {
        for (String format : new String[] {"json", "csv"}) {
            String english = cli.run("check", SHEET, "--format", format).out();
            assertThat(cli.run("check", SHEET, "--lang=zh", "--format", format).out())
                    .isEqualTo(english);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "run",
                "check",
                "status",
                "rerun",
                "accept",
                "serve",
                "notify",
                "backup",
                "simulate",
                "reconcile",
                "help",
                "version",
                "generate-completion"
            })
    void whenHelpIsAskedForThenItIsChinese(String command) {
        Cli.Result help = command.isEmpty() ? cli.run("--lang=zh", "--help") : cli.run(command, "--help", "--lang=zh");
        assertThat(help.exit()).isZero();
        assertThat(help.out())
                .startsWith("用法：reelbatch")
                .contains("--lang=en|zh")
                .doesNotContain("%n", "${");
        assertChinese(help.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "chek",
                "run",
                "check",
                "rerun",
                "accept x",
                "status --check",
                "check sample-prompts/launch-teaser.csv",
                "notify",
                "run --rat=4/min",
                "run a.csv b.csv",
                "run a.csv --rate",
                "run a.csv --rate --yes",
                "run a.csv --rate --unknown",
                "run a.csv --yes=no",
                "run a.csv --duration=eight",
                "run a.csv --map=prompt",
                "run a.csv --patience=long",
                "run a.csv --max-cost=lots",
                "run a.csv --encoding=klingon",
                "run a.csv --progress=loud",
                "simulate --speed=fast",
                "check missing.csv",
                "run missing.yaml",
                "backup"
            })
    void whenSomethingIsWrongWithTheCommandLineThenItIsSaidInChinese(String line) {
        Cli.Result result =
                cli.run(Cli.join(new String[] {"--lang=zh"}, line.isEmpty() ? new String[0] : line.split(" ")));
        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.INVALID);
        assertChinese(result.err());
        assertThat(folder.resolve("home")).doesNotExist();
    }

    @Test
    void whenTheLanguageIsUnknownThenThoseThatThereAreAreNamed() {
        Cli.Result result = cli.run("check", SHEET, "--lang=tlh");
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("--lang", "\"tlh\" is not one of en, zh");
    }

    @Test
    void whenTheMachineSpeaksChineseThenReelbatchDoesUnlessItIsAskedForEnglish() {
        cli.environment.put("LANG", "zh_CN.UTF-8");
        assertThat(cli.run("status").out()).contains("还没有任务");
        assertThat(cli.run("status", "--lang=en").out()).contains("no jobs yet");
    }
}
