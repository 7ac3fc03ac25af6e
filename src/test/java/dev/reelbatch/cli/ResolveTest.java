package dev.reelbatch.cli;

import static dev.reelbatch.JsonSchemas.assertDescribes;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code resolve}: rows in doubt against the account's list of charges, with a simulator in place of the API. */
@Timeout(120)
class ResolveTest {

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path out;
    private final Cli cli;
    private final Path sheet;

    ResolveTest(@TempDir Path folder) {
        out = folder.resolve("out");
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789-very-secret",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        sheet = cli.file("mugs.csv", "id,prompt\na,a mug\nb,a lost cup\nc,a charged cup\nd,a jug [moderated]\n");
    }

    /** Row 3 never arrives, row 4 does: nobody can tell from here. */
    @BeforeEach
    void twoRowsInDoubt() {
        api.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        api.onSubmit(CallMatcher.promptContains("charged"), CallFault.processThenDrop());
        Cli.Result result = run(sheet);
        api.clearFaults();
        assertThat(result.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(result.out()).contains("then record what you found: reelbatch resolve mugs");
        assertThat(api.acceptedCount()).isEqualTo(2);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(Path input, String... more) {
        return run(Cli.join(new String[] {input.toString(), "--out=" + out.resolve(input.getFileName())}, more));
    }

    private Cli.Result run(String... more) {
        String[] arguments = {"run", "--api-url=" + api.apiUrl(), "--rate=20/s", "--patience=1m"};
        return cli.run(Cli.join(arguments, more));
    }

    private Cli.Result resolve(String... more) {
        return cli.run(Cli.join(new String[] {"resolve", "mugs"}, more));
    }

    private String status() {
        return cli.run("status", "mugs").out();
    }

    @Test
    void whenNothingIsDecidedThenTheRowsAreListedWithWhatToLookForAndNothingChanges() {
        String before = status();
        Cli.Result list = resolve();
        assertThat(list.exit()).as(list.err()).isZero();
        assertThat(list.out())
                .contains(
                        "mugs: 2 videos may have been charged, about 5.68 CNY",
                        "\"a lost cup\"",
                        "\"a charged cup\"",
                        "openai/sora-2/text-to-video, 720x1280, 4 seconds",
                        "reelbatch resolve mugs --rows N --not-charged",
                        "reelbatch resolve mugs --rows N --charged")
                .containsPattern("row 3, sent \\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d [+-]\\d\\d:\\d\\d, 2.84 CNY\n")
                .doesNotContain("\"a mug\"", "moderated");
        assertThat(resolve("--rows=4").out()).contains("1 video may have been charged, about 2.84 CNY");
        assertThat(status()).isEqualTo(before).contains("1 delivered, 1 failed, 2 in doubt", "possibly paid 5.68 CNY");
    }

    @Test
    void whenARowWasNotChargedThenItIsPendingAndTheNextRunPaysForItOnce() throws IOException {
        Cli.Result free = resolve("--rows=3", "--not-charged");
        assertThat(free.exit()).as(free.err()).isZero();
        assertThat(free.out())
                .contains("mugs: 1 video marked as not charged, and pending. To submit: reelbatch run --job mugs");
        assertThat(status()).contains("1 pending, 1 delivered", "possibly paid 2.84 CNY");
        assertThat(Files.readString(out.resolve("mugs.csv/manifest.csv"))).contains("3,b,pending");
        assertThat(cli.run("status", "mugs", "--submissions").out()).contains("not_charged");

        Cli.Result rerun = cli.run("rerun", "mugs", "--rows=3", "--yes", "--api-url=" + api.apiUrl());
        assertThat(rerun.out()).contains("No rows to rerun.", "To submit them: reelbatch run --job mugs");
        run("--job=mugs");
        run("--job=mugs");
        assertThat(api.accepted())
                .filteredOn(submit -> submit.body().contains("lost"))
                .hasSize(1);
    }

    @Test
    void whenARowWasChargedThenItsCostStaysAndOnlyARerunPaysAgain() throws IOException {
        Cli.Result charged = resolve("--rows=4", "--charged");
        assertThat(charged.exit()).as(charged.err()).isZero();
        assertThat(charged.out())
                .contains("mugs: 1 video marked as charged", "pay again: reelbatch rerun mugs --rows 4");
        assertThat(status()).contains("2 failed, 1 in doubt", "paid 5.68 CNY, possibly paid 2.84 CNY");
        assertThat(Files.readString(out.resolve("mugs.csv/failed.csv"))).contains("charged_without_task");
        assertThat(Files.readString(out.resolve("mugs.csv/report.html")))
                .contains("Charged, but without a video", "Charged according to your account");
        run("--job=mugs");
        assertThat(api.acceptedCount()).isEqualTo(2);

        cli.run("rerun", "mugs", "--rows=4", "--yes", "--api-url=" + api.apiUrl());
        assertThat(api.acceptedCount()).isEqualTo(3);
        assertThat(status()).contains("2 delivered, 1 failed, 1 in doubt", "paid 8.52 CNY");
    }

    @Test
    void whenAnyNamedRowIsNotInDoubtThenItsStateIsNamedAndNothingChanges() {
        String before = status();
        for (String[] more : new String[][] {{"--charged"}, {"--not-charged"}, {}}) {
            Cli.Result result = resolve(Cli.join(new String[] {"--rows=2-3,5"}, more));
            assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err())
                    .contains("Only rows in doubt can be resolved. Nothing was changed."
                            + " Other rows: row 2 (delivered), row 5 (failed)");
        }
        assertThat(resolve("--rows=3,9", "--charged").err()).contains("no row 9");
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void whenItIsSaidTwiceThenTheSecondTimeChangesNothing() {
        assertThat(resolve("--all", "--not-charged").out()).contains("2 videos marked as not charged");
        String after = status();
        Cli.Result again = resolve("--all", "--not-charged");
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("No rows in doubt.");
        assertThat(resolve("--rows=3", "--charged").err()).contains("row 3 (pending)");
        assertThat(status()).isEqualTo(after).contains("2 pending");
    }

    @Test
    void whenAnotherJobHoldsTheRowTooThenItIsResolvedForBothAndPaidForOnce() {
        Path cups = cli.file("cups.csv", "id,prompt\nb,a lost cup\n");
        assertThat(run(cups).out()).contains("1 in doubt");
        assertThat(cli.run("resolve", "cups", "--all", "--not-charged").exit()).isZero();
        assertThat(status()).contains("1 pending", "1 in doubt");
        assertThat(resolve("--rows=3", "--not-charged").err()).contains("row 3 (pending)");
        assertThat(run("--job=mugs", "--rows=3").exit()).isZero();
        assertThat(run("--job=cups").exit()).isZero();
        assertThat(api.accepted())
                .filteredOn(submit -> submit.body().contains("lost"))
                .hasSize(1);
    }

    @Test
    void whenAPersonIsAskedThenEachAnswerIsForItsRowAndALastOneConfirmsAll() {
        Cli.Result result = cli.answering("what\nn\nc\ny", "resolve", "mugs");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(result.out())
                .contains("Record 1 as charged and 1 as not charged? [y/N]", "run --job mugs", "rerun mugs --rows 4");
        assertThat(status()).contains("1 pending, 1 delivered, 2 failed");
        assertThat(cli.answering("", "resolve", "mugs").out()).contains("No rows in doubt.");
    }

    @ParameterizedTest
    @CsvSource({"'n\nc\nn',2", "'n\nq\nn',2", "q,0", "'\n\n',0"})
    void whenAPersonDoesNotConfirmThenNothingChanges(String answers, int exit) {
        String before = status();
        Cli.Result result = cli.answering(answers, "resolve", "mugs");
        assertThat(result.exit()).isEqualTo(exit);
        assertThat(result.out()).contains("Nothing was changed.");
        assertThat(cli.answering("n", "resolve", "mugs", "--all", "--charged").exit())
                .isEqualTo(ExitCode.INVALID);
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void whenAPersonStopsEarlyThenTheAnswersSoFarCount() {
        assertThat(cli.answering("n\nq\ny", "resolve", "mugs").out()).contains("0 as charged and 1 as not charged");
        assertThat(status()).contains("1 pending, 1 delivered, 1 failed, 1 in doubt");
    }

    @Test
    void whenRowsAreAcceptedThenOnlyTheirNumbersChooseThem() {
        cli.run("accept", "mugs", "--rows=3");
        Cli.Result all = resolve("--all", "--not-charged");
        assertThat(all.out()).contains("Note: 1 video in doubt left out", "1 video marked as not charged");
        assertThat(status()).contains("1 pending, 1 delivered, 1 failed, 1 in doubt (1 accepted)");
        assertThat(resolve("--rows=3", "--not-charged").exit()).isZero();
        assertThat(status()).contains("2 pending").doesNotContain("accepted");
    }

    @Test
    void whenJsonIsAskedForThenRowsErrorsAndResolutionsAreAsDescribed() {
        String list = resolve("--json").out();
        assertDescribes("in-doubt", list);
        assertThat(list).contains("\"resolved_as\":null", "\"row\":3", "\"prompt\":\"a lost cup\"");
        Cli.Result charged = resolve("--rows=3", "--charged", "--json");
        assertDescribes("in-doubt", charged.out());
        assertThat(charged.out()).contains("\"resolved_as\":\"charged\"");
        assertDescribes("in-doubt", resolve("--all", "--not-charged", "--json").out());
        String none = resolve("--json").out();
        assertDescribes("in-doubt", none);
        assertThat(none).contains("\"rows\":[]");
        assertDescribes("error", resolve("--rows=3", "--charged", "--json").out());
        assertThat(cli.run("status", "mugs", "--submissions", "--json").out().lines())
                .allSatisfy(line -> assertDescribes("submission", line));
    }

    @Test
    void whenTheCommandIsUnclearThenItSaysWhatIsMissing() {
        for (List<String> line : List.of(
                List.of("--charged", "--not-charged", "--all", "--charged or --not-charged"),
                List.of("--charged", "--all", "--rows=3", "--all or --rows"),
                List.of("--charged", "--yes", "--yes", "--rows 3,7-9, or --all"),
                List.of("--rows=3", "--yes", "--json", "--yes needs --charged or --not-charged"))) {
            Cli.Result result = resolve(line.subList(0, 3).stream().distinct().toArray(String[]::new));
            assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains(line.get(3));
        }
        assertThat(cli.run("resolve", "mug").err()).contains("There is no job \"mug\". Did you mean mugs?");
        assertThat(cli.run("resolve", "elephants").err()).contains("There are: mugs");
        assertThat(cli.run("resolve", "mugs", "--rehearse").err()).contains("no jobs yet");
    }
}
