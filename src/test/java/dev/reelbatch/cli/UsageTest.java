package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is wrong before anything is started ends with 2 and says what would be right. */
class UsageTest {

    private static final String SHEET = "sample-prompts/launch-teasers.csv";

    private final Path folder;
    private final Cli cli;

    UsageTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
    }

    private String error(String... arguments) {
        Cli.Result result = cli.run(arguments);
        assertThat(result.exit()).as(result.err()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).doesNotContain("Exception", "\tat ", "java.");
        assertThat(folder.resolve("out")).doesNotExist();
        return result.err();
    }

    @Test
    void whenAnOptionIsMistypedThenTheNearestIsNamed() {
        assertThat(error("run", SHEET, "--rat", "4/min")).contains("--rat", "--rate");
    }

    @Test
    void whenACommandIsMistypedThenTheNearestIsNamed() {
        assertThat(error("chek", SHEET)).contains("chek", "check");
        assertThat(error("rnu", SHEET)).contains("Did you mean run?");
        assertThat(error(SHEET)).contains("To run it: reelbatch run " + SHEET);
    }

    @Test
    void whenThereIsNoCommandThenTheHelpIsShownAndNothingWasDone() {
        assertThat(error()).startsWith("Usage: reelbatch [OPTIONS] COMMAND").contains("  run ", "  simulate ");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "run a.csv b.csv c.csv|Unexpected argument: b.csv c.csv",
                "run a.csv --rate|--rate needs a value: --rate=N/min",
                "run a.csv --rate --yes|--rate needs a value: --rate=N/min",
                "run a.csv --yes=no|--yes takes no value.",
                "run a.csv --rate=1/s --rate=2/s|--rate is given more than once; give it once.",
                "run a.csv -Dx|-D is written as -Dreelbatch.NAME=VALUE, not \"x\".",
                "simulate --speed=fast|Invalid value for --speed: \"fast\" is not a number",
                "check|Missing: INPUT",
                "notify|Missing: --test",
                "accept --failed|Missing: JOB",
            })
    void whenACommandLineIsWrongThenTheFactAndTheHelpAreNamed(String line, String fact) {
        assertThat(error(line.split(" ")).lines())
                .containsExactly(fact, "See: reelbatch %s --help".formatted(line.replaceFirst(" .*", "")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--rate=soon|30/min",
                "--max-cost=lots|62.50",
                "--max-cost=-1|62.50",
                "--patience=long|30s",
                "--wait=ten|10m",
                "--rows=a-b|3,7-9",
                "--rows=1|header",
                "--rows=9-3|ends before",
                "--max-failures=x%|",
                "--max-failures=200%|10 or 20%",
                "--api-url=modelverse|https://",
                "--api-url=ftp://x|https://",
                "--api-url=https://me:secret@x|a user, a password",
                "--api-url=https://x/?key=secret|? or #",
                "--progress=loud|plain",
                "--max-in-flight=0|at least 1",
                "--encoding=klingon|GB18030",
                "--delimiter=ab|tab",
                "--header-row=0|at least 1",
                "--map=prompt|--map=NAME=HEADER",
                "--duration=eight|not a whole number",
                "--home=|file or folder is missing",
                "--out= |file or folder is missing",
                "--model=|leave the option out"
            })
    void whenAValueIsWrongThenItIsSaidHowToWriteIt(String option, String right) {
        assertThat(error("run", SHEET, "--rehearse", option))
                .contains(option.substring(0, option.indexOf('=')))
                .contains(right == null ? "" : right);
    }

    @Test
    void whenTheFormatOfCheckIsUnknownThenThoseThatThereAreAreNamed() {
        assertThat(error("check", SHEET, "--format=xml")).contains("--format", "text, json, csv");
    }

    @Test
    void whenAMappedColumnIsWrittenWrongThenItIsSaidHow() {
        assertThat(error("run", SHEET, "--map", "prompt"))
                .startsWith("--map is written as --map=NAME=HEADER, not \"prompt\".");
    }

    @Test
    void whenANameIsGivenTwoValuesThenNoneOfThemSilentlyWins() {
        Path sheet = cli.file("s.csv", "prompt,A,B\na cat on a roof,1,2\n");
        Cli.Result map = cli.run("check", sheet.toString(), "--map", "id=A", "--map", "ID=B");
        assertThat(map.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(map.err()).contains("--map gives ID twice; give it once");
        Cli.Result setting = cli.run("check", sheet.toString(), "-Dreelbatch.budget=1/day", "-Dreelbatch.budget=2/day");
        assertThat(setting.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(setting.err()).contains("-D gives reelbatch.budget twice");
    }

    @Test
    void whenNoSheetIsNamedThenItIsAskedFor() {
        assertThat(error("run")).contains("No sheet given");
        assertThat(error("run", "--job", "x", "--fresh", "--rehearse")).contains("--fresh needs the sheet");
        assertThat(error("check")).contains("INPUT");
        assertThat(error("rerun")).contains("JOB");
        assertThat(error("status", "--submissions")).contains("needs a job");
        assertThat(error("rerun", "x", "--pay-again")).contains("--rows");
    }

    @Test
    void whenASettingOnTheCommandLineIsUnknownThenTheNearestIsNamed() {
        assertThat(error("check", SHEET, "-Dreelbatch.pol.interval=3s")).contains("reelbatch.poll.interval");
        assertThat(error("check", SHEET, "-Dpoll.interval=3s")).contains("begin with reelbatch.");
    }

    @Test
    void whenASettingIsOnTheCommandLineThenItWins() {
        cli.environment.put("REELBATCH_POLL_INTERVAL", "nonsense");
        assertThat(cli.run("check", SHEET, "-Dreelbatch.poll.interval=3s").exit())
                .isZero();
    }

    @Test
    void whenThereIsNoKeyThenBothWaysOnAreNamed() {
        assertThat(error("run", SHEET)).contains("MODELVERSE_API_KEY", "MODELVERSE_API_KEY_FILE", "--rehearse");
        assertThat(cli.home).doesNotExist();
    }

    @Test
    void whenTheKeysFileIsMissingThenItIsNamed() {
        cli.environment.put("MODELVERSE_API_KEY_FILE", folder.resolve("no-key").toString());
        Cli.Result result = cli.run("run", SHEET);
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("no-key", "can't be read: there is no such file.");
        cli.environment.put("MODELVERSE_API_KEY_FILE", folder.toString());
        assertThat(cli.run("run", SHEET).err())
                .contains("can't be read: it is not a regular file, or the disk failed.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"run", "check"})
    void whenTheSheetCannotBeUsedThenItIsSaidWhyByItsName(String command) throws IOException {
        Path empty = cli.file("empty.csv", "");
        Path other = cli.file("other.csv", "a,b\n1,2\n");
        Path header = cli.file("header.csv", "prompt\n");
        Files.createDirectory(folder.resolve("folder.csv"));
        assertThat(error(command, folder.resolve("missing.csv").toString())).contains("missing.csv", "no such file");
        assertThat(error(command, folder.resolve("folder.csv").toString())).contains("a folder");
        cli.environment.put("MODELVERSE_API_KEY", "k");
        assertThat(error(command, empty.toString())).contains("empty.csv", "the file is empty");
        assertThat(error(command, other.toString())).contains("no column \"prompt\"", "\"a\", \"b\"");
        assertThat(error(command, header.toString())).contains("no rows");
    }

    @Test
    void whenRowsAreInvalidThenEachIsListedAndNothingIsUnderOut() {
        String error = error(
                "run",
                "sample-prompts/with-mistakes.csv",
                "--rehearse",
                "--out",
                folder.resolve("out").toString());
        assertThat(error.lines()).hasSize(7);
        assertThat(error).contains("row 2, column duration", "row 7, column count", "--skip-invalid");
    }

    @Test
    void whenTheSameMistakeIsInManyRowsThenItIsOneLineWithTheirNumberAndTheFirst() {
        String sheet = cli.file("many.csv", "prompt,duration\n" + "a mug,5\n".repeat(9) + "a cup,8\n,8\n")
                .toString();
        assertThat(error("run", sheet, "--rehearse").lines())
                .containsExactly(
                        "9 rows (2-6,…), column duration: \"5\" is not one of 4, 8, 12; did you mean 4?",
                        "row 12, column prompt: is empty; every row needs a prompt",
                        "10 rows of 11 are invalid; nothing was submitted. Fix the sheet, or run only the valid rows with --skip-invalid.");
        assertThat(cli.run("check", sheet).out()).contains("9 rows (2-6,…), column duration:", "10 rows need fixing.");
        assertThat(cli.run("check", sheet, "--format=csv").out().lines().filter(line -> line.startsWith("mistake")))
                .hasSize(10);
    }

    @Test
    void whenOneRowIsWrongThenItIsCountedAsOne() {
        String sheet = cli.file("one.csv", "prompt,duration\na mug,5\n").toString();
        assertThat(cli.run("check", sheet).out()).contains("row 2, column duration", "1 row needs fixing.");
        assertThat(error("run", sheet, "--rehearse")).contains("1 row of 1 is invalid");
    }

    @ParameterizedTest
    @CsvSource({
        "lanch.csv,launch.csv",
        "launch.xlsx,launch.csv",
        "Launches.CSV,launch.csv",
        "nightli.yaml,nightly.yaml",
        "something-else.csv,"
    })
    void whenASheetIsMistypedThenTheNearestInItsFolderIsNamed(String typed, String meant) {
        cli.file("launch.csv", "prompt\na mug\n");
        cli.file("nightly.yaml", "input: launch.csv\n");
        cli.file("lanch.txt.bak", "");
        for (String command : new String[] {"run", "check"}) {
            String error = error(command, folder.resolve(typed).toString());
            assertThat(error.strip())
                    .endsWith(meant == null ? " file." : "Did you mean %s?".formatted(folder.resolve(meant)));
        }
    }

    @Test
    void whenASheetWithMistakesIsCheckedThenAllAreListedAndCounted() {
        Cli.Result result = cli.run("check", "sample-prompts/with-mistakes.csv");
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.out())
                .contains(
                        "7 rows", "row 3, column size: \"1920x1080\"", "did you mean 1280x720?", "6 rows need fixing");
        assertThat(cli.home).doesNotExist();
    }

    @Test
    void whenASheetIsRightThenCheckCountsPricesAndTimesIt() {
        Cli.Result result = cli.run("check", SHEET, "--rate", "1/min");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("10 rows", "64 seconds", "56.84 CNY", "12 min (at most 1/min", "No mistakes");
    }

    @Test
    void whenASheetBeginsWithAnAtSignThenItIsASheet() {
        assertThat(error("check", "@" + SHEET)).contains("no such file");
    }

    @Test
    void whenThereIsNoSuchJobThenItIsSaid() {
        assertThat(error("status", "nobody")).contains("There is no job \"nobody\"; this home has no jobs yet");
        assertThat(error("rerun", "nobody", "--rehearse")).contains("There is no job \"nobody\"");
        assertThat(error("run", "--job", "nobody", "--rehearse")).contains("There is no job \"nobody\"");
    }

    @Test
    void whenAHomeIsNewThenStatusSaysSoAndMakesNone() {
        Cli.Result result = cli.run("status");
        assertThat(result.exit()).isZero();
        assertThat(result.out()).contains("no jobs yet");
        assertThat(cli.run("status", "--json").out())
                .isEqualToIgnoringWhitespace("{\"rehearsal\":false,\"jobs\":[],\"open_elsewhere\":{}}");
        assertThat(cli.home).doesNotExist();
    }
}
