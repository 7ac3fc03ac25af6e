package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class JobFileTest {

    private final Path folder;
    private final Cli cli;
    private final Path sheet;

    JobFileTest(@TempDir Path folder) {
        this.folder = folder;
        cli = new Cli(folder);
        sheet = cli.file("sheet.csv", "prompt\na mug\na cup\n");
    }

    private Cli.Result run(String yaml, String... more) {
        Path file = cli.file("jobs/nightly.yaml", yaml);
        return cli.run(Cli.join(new String[] {"run", file.toString()}, more));
    }

    private String error(String yaml) {
        Cli.Result result = run(yaml);
        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.INVALID);
        return result.err();
    }

    @Test
    void whenAJobFileIsRunThenItStandsForItsCommandLineAndTheCommandLineWins() {
        String yaml = """
                input: %s
                out: %s
                rehearse: true
                fresh: false
                rate: 600/min
                patience: 9h
                rows: 2-3
                reelbatch:
                  submit.parallel: 4
                  models:
                    "[openai/sora-2/text-to-video]":
                      price.per-second: 1.00
                """.formatted(sheet, folder.resolve("out"));
        Path file = cli.file("jobs/nightly.yaml", yaml);
        String oddly = file.getParent() + "//" + file.getFileName();
        Cli.Result first = cli.run("run", "--rows", "2", oddly);
        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).isZero();
        assertThat(first.out()).contains("nightly: 1 row, 1 video", "1 to submit, about 4.00 CNY", "1 delivered");
        Cli.Result second = cli.run("run", file.toString());
        assertThat(second.exit()).as(second.out()).isZero();
        assertThat(second.out()).contains("1 already requested earlier", "2 delivered");
    }

    @Test
    void whenTheFileAndTheCommandLineSetTheSameFlagThenItIsSet() {
        Path file = cli.file(
                "jobs/nightly.yaml",
                "input: %s\nrehearse: true\nskip-invalid: true\nrows: 9\nout: %s\n"
                        .formatted(sheet, folder.resolve("out")));
        for (String[] line : new String[][] {
            {"run", "--rehearse", "--skip-invalid", file.toString()}, {"run", file.toString(), "--rehearse"}
        }) {
            assertThat(cli.run(line).err()).contains("has no row 9").doesNotContain("MODELVERSE_API_KEY");
        }
    }

    @Test
    void whenColumnsAreMappedAndIgnoredInBothThenTheyAddUpAndTheCommandLineWins() {
        Path odd = cli.file("odd.csv", "Text,Other,Size\na mug,a cup,huge\n");
        Path file = cli.file("jobs/odd.yaml", """
                input: %s
                map:
                  prompt: Text
                ignore-column: [Size, Nothing]
                """.formatted(odd));
        assertThat(cli.run("check", file.toString()).out()).contains("Text = prompt", "--ignore-column \"Nothing\"");
        assertThat(cli.run("check", file.toString(), "--map", "Prompt=Other", "--ignore-column=Nowhere")
                        .out())
                .contains("Other = prompt", "--ignore-column \"Nothing\"", "--ignore-column \"Nowhere\"");
    }

    @Test
    void whenAValueHoldsADollarThenItStaysAsItStands() {
        assertThat(error("input: sheet.csv\npatience: '${user.home}$$5'\n"))
                .contains("nightly.yaml: Invalid value for --patience", "\"${user.home}$$5\"");
    }

    @Test
    void whenAFileOfRerunIsRunThenOptionsOfRunAloneAreRefused() {
        assertThat(cli.run("run", cli.file("jobs/again.yaml", "rerun: sheet\n").toString(), "--fresh")
                        .err())
                .contains("Unknown option: --fresh");
        assertThat(cli.run(
                                "rerun",
                                cli.file("jobs/nightly.yaml", "input: sheet.csv\n")
                                        .toString())
                        .err())
                .contains("nightly.yaml has no key rerun; run it with: reelbatch run");
    }

    @Test
    void whenTheFileAsksForJsonThenAnErrorIsJsonToo() {
        assertThat(run("input: nowhere.csv\nrehearse: true\nprogress: json\n").out())
                .contains("{\"error\":{\"code\":\"invalid\"", "there is no such file");
    }

    @ParameterizedTest
    @CsvSource({"rat: 4/min,did you mean rate?", "imput: x.csv,did you mean input?", "setting: x,unknown key"})
    void whenAKeyIsUnknownThenTheNearestIsNamed(String line, String words) {
        assertThat(error("input: sheet.csv\n" + line + "\n")).contains("nightly.yaml", words);
    }

    @Test
    void whenASettingIsUnknownThenTheNearestIsNamed() {
        assertThat(error("input: " + sheet + "\nrehearse: true\nreelbatch.pol.interval: 3s\n"))
                .contains("reelbatch.poll.interval");
    }

    @Test
    void whenAValueIsWrongThenTheFileIsNamed() {
        assertThat(error("input: sheet.csv\nrate: soon\n")).contains("nightly.yaml", "30/min");
        assertThat(error("input: sheet.csv\nfresh: perhaps\n")).contains("nightly.yaml", "true or false");
    }

    @Test
    void whenItIsNoJobThenItIsSaidWhy() {
        assertThat(error("rate: 4/min\n")).contains("one of the keys input, inbox and rerun is missing");
        assertThat(error("input:\n")).contains("input must name the sheet");
        assertThat(error("input: jobs/nightly.yaml\n")).contains("input must name the sheet");
        assertThat(error("input: [a\n")).contains("not readable as YAML");
        assertThat(error("")).contains("nightly.yaml");
        assertThat(cli.run("run", folder.resolve("none.yaml").toString()).err()).contains("no such job file");
    }

    static Stream<Arguments> keysThatDoNotGoTogether() {
        return Stream.of(
                arguments("input: a.csv\ninbox: in", "exactly one of the keys"),
                arguments("inbox: in\nmax-cost: 5\nschedule: '0 2 * * *'", "schedule does not apply here"),
                arguments("input: a.csv\nsettle: 5s", "settle does not apply here"),
                arguments("input: a.csv\ncatch-up: true", "catch-up does not apply here"),
                arguments("input: a.csv\nschedule: '0 2 * * *'", "max-cost: none"),
                arguments("inbox: in", "max-cost: none"),
                arguments("inbox: in\nmax-cost: 5\napprove-above: much", "approve-above: \"much\" is not an amount"),
                arguments("input: a.csv\nmax-cost: none\nschedule: soon", "schedule"),
                arguments("input: a.csv\nmax-cost: 5\nschedule: '0 2 * * *'\ntime-zone: Peking", "Asia/Shanghai"),
                arguments("inbox: in\nmax-cost: 5\nsettle: soon", "settle"),
                arguments("inbox: in\nmax-cost: 5\ndone-marker: perhaps", "true or false"),
                arguments("input: a.csv\nshedule: x", "did you mean schedule?"));
    }

    @ParameterizedTest
    @MethodSource("keysThatDoNotGoTogether")
    void whenKeysDoNotGoTogetherThenItIsSaid(String yaml, String words) {
        assertThat(error(yaml + "\n")).contains("nightly.yaml", words);
    }

    @Test
    void whenAValueWouldBeSomethingElseToYamlThenItIsTheTextThatStandsThere() {
        Cli.Result result = run("input: %s\nrehearse: yes\nyes: true\njob: 2026.10\nsize: 9:16\npatience: 9h\nout: %s\n"
                .formatted(sheet, folder.resolve("out")));
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("2026.10: ");
    }

    @Test
    void whenAnInboxIsRunThenItIsSaidWhoWatchesIt() {
        assertThat(error("inbox: in\nmax-cost: none\n")).contains("reelbatch serve");
    }

    @Test
    void whenAJobFileBringsRowsBackThenItStandsForRerun() {
        Path done = cli.file("again.csv", "prompt\na mug\na cup [fails]\n");
        assertThat(cli.rehearse(done, "--job=sheet").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        Cli.Result again = run("rerun: sheet\nrehearse: true\nrate: 600/min\npatience: 9h\n");
        assertThat(again.out()).as(again.err()).contains("1 video to rerun");
        assertThat(again.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
    }

    @Test
    void whenTheExampleIsRehearsedThenOnlyItsOutFolderHasToBeAnother() {
        Cli.Result result = cli.run(
                "run",
                "jobs/nightly.yaml",
                "--rows=400",
                "--rehearse",
                "--out",
                folder.resolve("out").toString());
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("has no row"); // and nothing else is wrong with it
    }
}
