package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.home.DebugLog;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs that cost money: real ones, with a simulator in place of the API. */
@Timeout(120)
class SpendingTest {

    private static final String KEY = "sk-0123456789-very-secret";

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path folder;
    private final Cli cli;
    private final Path sheet;

    SpendingTest(@TempDir Path folder) {
        this.folder = folder;
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "  " + KEY + "\n",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        sheet = cli.file("mugs.csv", "prompt\na mug\na cup\n");
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private String[] run(String... more) {
        String[] arguments = {
            "run",
            sheet.toString(),
            "--api-url",
            api.apiUrl().toString(),
            "--rate=20/s",
            "--out=" + folder.resolve("out")
        };
        return Cli.join(arguments, more);
    }

    @Test
    void whenAPersonSaysNoThenNothingIsSubmitted() {
        Cli.Result result = cli.answering("n", run());
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.out()).contains("Submit 2 videos, about 5.68 CNY? [y/N]", "Nothing was submitted.");
        assertThat(api.submitCalls()).isZero();
        assertThat(folder.resolve("out")).doesNotExist();
    }

    @Test
    void whenTheOutputGoesIntoAnotherProgramThenAPersonAtTheInputIsAskedAllTheSame() {
        Cli.Result result = cli.answeringIntoAPipe("n", run());
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("Submit 2 videos, about 5.68 CNY? [y/N]");
        assertThat(api.submitCalls()).isZero();
        assertThat(cli.answeringIntoAPipe("", run("--yes")).exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenAPersonSaysYesThenItGoesOnAndDoesNotAskAgainForWhatIsPaid() {
        Cli.Result result = cli.answering("y", run());
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(2);
        Cli.Result again = cli.answering("n", run());
        assertThat(again.exit()).isZero();
        assertThat(again.out()).doesNotContain("[y/N]");
        Cli.Result rerun = cli.answering(
                "n",
                "rerun",
                "mugs",
                "--rows=2",
                "--pay-again",
                "--api-url",
                api.apiUrl().toString());
        assertThat(rerun.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(rerun.out()).contains("Submit 1 video, about 2.84 CNY? [y/N]");
        assertThat(api.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenGoingOnWithoutTheSheetWouldMeetAnotherApiThenItIsRefused() {
        assertThat(cli.run(run()).exit()).isZero();
        Cli.Result goOn = cli.run("run", "--job", "mugs", "--api-url", "http://127.0.0.1:1");
        assertThat(goOn.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(goOn.err())
                .contains("another API", "--api-url")
                .endsWith("start over: reelbatch run %s%n".formatted(sheet));
        Cli.Result named =
                cli.run("run", "--job", "mugs", "--api-url", "http://127.0.0.1:1", "--home", cli.home.toString());
        assertThat(named.err()).endsWith("reelbatch run %s --home %s%n".formatted(sheet, cli.home));
        Cli.Result rerun = cli.run("rerun", "mugs", "--rows=2", "--pay-again");
        assertThat(rerun.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(rerun.err()).contains("another API");
        assertThat(cli.run("run", "--job", "mugs", "--api-url", api.apiUrl().toString())
                        .out())
                .contains("Nothing left to do");
    }

    @Test
    void whenRowsThatWereNeverAskedForWaitThenARerunPaysForItsOwnAlone() {
        cli.file("mugs.csv", "prompt\na mug\na cup [moderated]\na bowl\na jar\n");
        assertThat(cli.run(run("--rows=2-3")).exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(api.submitCalls()).isEqualTo(2);
        String[] rerun = {"rerun", "mugs", "--api-url=" + api.apiUrl()};
        Cli.Result failed = cli.answering("y", rerun);
        assertThat(failed.out()).contains("1 video to rerun", "Submit 1 video, about 2.84 CNY?", "2 pending");
        assertThat(failed.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(api.submitCalls()).isEqualTo(3);
        assertThat(cli.run("accept", "mugs", "--failed").exit()).isZero();
        Cli.Result nothing = cli.run(rerun);
        assertThat(nothing.exit()).isZero();
        assertThat(nothing.out())
                .contains(
                        "No rows to rerun", "Not submitted yet: 2 videos, about 5.68 CNY", "reelbatch run --job mugs");
        assertThat(api.submitCalls()).isEqualTo(3);
        Cli.Result again = cli.run(Cli.join(rerun, new String[] {"--rows=2", "--pay-again"}));
        assertThat(again.exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(4);
        assertThat(cli.run("run", "--job=mugs", "--api-url=" + api.apiUrl()).exit())
                .isZero();
        assertThat(api.submitCalls()).isEqualTo(6);
    }

    @Test
    void whenTheWholeWouldCostMoreThanMaxCostThenNothingIsSubmittedUnlessItMayBeRunInPart() {
        Cli.Result refused = cli.run(run("--max-cost=3"));
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("This would cost 5.68 CNY: more than --max-cost 3", "--partial");
        assertThat(folder.resolve("out")).doesNotExist();
        assertThat(api.submitCalls()).isZero();
        Cli.Result part = cli.run(run("--max-cost=3", "--partial"));
        assertThat(part.exit()).isEqualTo(ExitCode.STOPPED);
        assertThat(part.out()).containsOnlyOnce("Cost limit reached");
        assertThat(api.submitCalls()).isEqualTo(1);
        Cli.Result rest = cli.run(run("--max-cost=4"));
        assertThat(rest.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(rest.err()).contains("2.84 CNY has been spent, and the rest would cost 2.84 CNY");
        assertThat(cli.run(run("--max-cost=5.68")).exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheRunWasStoppedThenARerunSaysHowToGoOnAndThatNotAllIsDone() {
        assertThat(cli.run(run("--max-cost=3", "--partial")).exit()).isEqualTo(ExitCode.STOPPED);
        Cli.Result rerun = cli.run("rerun", "mugs", "--api-url=" + api.apiUrl());
        assertThat(rerun.exit()).isEqualTo(ExitCode.STOPPED);
        assertThat(rerun.out()).contains("Not submitted yet: 1 video", "reelbatch run --job mugs");
        assertThat(api.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenARealRunComesAfterARehearsalThenItsResultsAreRenamedAsideAndNeverTheOtherWayRound() {
        assertThat(cli.rehearse(sheet).exit()).isZero();
        Cli.Result real = cli.run(run());
        assertThat(real.exit()).as(real.out() + real.err()).isZero();
        assertThat(folder.resolve("out-rehearsal/manifest.csv")).exists();
        assertThat(api.acceptedCount()).isEqualTo(2);
        Cli.Result rehearsal = cli.rehearse(sheet);
        assertThat(rehearsal.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(rehearsal.err()).contains("contains results of real runs", "--out");
    }

    @Test
    void whenAStepBreaksDownThenItIsADefectAndTheConsoleHasNoStackTrace() throws Exception {
        assertThat(cli.run(run("--rows=2")).exit()).isZero();
        try (Connection h2 = DriverManager.getConnection("jdbc:h2:file:" + cli.home.resolve("ledger"), "sa", "");
                Statement statement = h2.createStatement()) {
            statement.execute("alter table clip add constraint broken check (state <> 'GENERATED' or id < 2)");
        }
        Cli.Result result = cli.run(run());
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.DEFECT);
        assertThat(result.out() + result.err()).contains("reelbatch.log").doesNotContain("\tat ");
        assertThat(Files.readString(cli.home.resolve("logs/reelbatch.log"))).contains("\tat ");
    }

    @Test
    void whenEverythingIsLoggedThenTheKeyIsNowhere() throws IOException {
        Cli.Result result;
        try (DebugLog debug = new DebugLog()) {
            result = cli.run(run("--yes"));
        }
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(Files.readString(cli.home.resolve("logs/reelbatch.log"))).containsPattern("DEBUG .* o\\.a\\.h\\.c");
        assertThat(result.out() + result.err()).doesNotContain(KEY);
        try (Stream<Path> files = Files.walk(folder)) {
            files.filter(Files::isRegularFile)
                    .forEach(file -> assertThat(bytes(file)).as(file.toString()).doesNotContain(KEY));
        }
    }

    private static String bytes(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String price(String key, String value) {
        return "-Dreelbatch.models[openai/sora-2/text-to-video].price." + key + "=" + value;
    }

    @Test
    void whenThePriceHasChangedThenPayingAgainCostsThatOfToday() {
        assertThat(cli.run(run()).exit()).isZero();
        String[] again = {
            "rerun",
            "mugs",
            "--rows=2",
            "--pay-again",
            "--api-url",
            api.apiUrl().toString(),
            "--max-cost=3",
            price("per-second", "1.42")
        };
        Cli.Result dear = cli.run(again);
        assertThat(dear.exit()).as(dear.out() + dear.err()).isEqualTo(ExitCode.INVALID);
        assertThat(dear.err()).contains("5.68 CNY");
        again[6] = "--max-cost=6";
        Cli.Result paid = cli.run(again);
        assertThat(paid.exit()).as(paid.out() + paid.err()).isZero();
        assertThat(paid.out()).contains("paid for again, 5.68 CNY").doesNotContain("2.84");
        assertThat(api.submitCalls()).isEqualTo(3);
        assertThat(cli.run("status", "mugs", "--submissions", "--json").out().lines())
                .hasSize(3)
                .filteredOn(line -> line.contains("5.68"))
                .hasSize(1);
    }

    @Test
    void whenTheDaysBudgetWasSpentInAnotherCurrencyThenARunStops() {
        assertThat(cli.run(run("-Dreelbatch.budget=100/day")).exit()).isZero();
        cli.file("mugs.csv", "prompt\na mug\na cup\na jug\n");
        Cli.Result stopped = cli.run(run("-Dreelbatch.budget=100/day", price("currency", "USD")));
        assertThat(stopped.exit()).as(stopped.out() + stopped.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(stopped.out() + stopped.err()).contains("currency");
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenARunWasChargedInAnotherCurrencyThenMaxCostIsRefused() {
        cli.run(run("--rows=2"));
        assertThat(api.submitCalls()).isEqualTo(1);
        Cli.Result refused = cli.run(run("--max-cost=100", price("currency", "USD")));
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("charged in CNY", "priced in USD");
        assertThat(api.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenAPriceIsNegativeThenNothingIsSubmitted() {
        Cli.Result refused = cli.run(run(price("per-second", "-1")));
        assertThat(refused.exit()).as(refused.out() + refused.err()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("price.per-second");
        assertThat(api.submitCalls()).isZero();
    }

    @Test
    void whenVideosAreOpenAtAnotherAddressThenScriptsAndTheSummaryNameThem() {
        Simulator slow =
                Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofHours(9)), Time.system());
        try (slow) {
            String[] there = run("-Dreelbatch.poll.give-up-after=1s");
            there[3] = slow.apiUrl().toString();
            cli.run(there);
            cli.file("mugs.csv", "prompt\na jug\n");
            String[] others = run("--job=jugs");
            others[5] = "--out=" + folder.resolve("out-jugs");
            Cli.Result here = cli.run(others);
            String origin = slow.apiUrl().toString().replaceAll("(//[^/]+).*", "$1");
            assertThat(here.out().lines().filter(line -> line.contains("2 videos submitted to " + origin)))
                    .as(here.out() + here.err())
                    .hasSize(2);
            assertThat(cli.run("status", "--json").out()).contains("\"open_elsewhere\":{\"" + origin + "\":2}");
        }
    }
}
