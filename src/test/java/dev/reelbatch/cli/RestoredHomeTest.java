package dev.reelbatch.cli;

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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;

/** A home that knows too little is found out before it spends anything; the API's own record is the judge. */
@Timeout(180)
class RestoredHomeTest {

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path folder;
    private final Path backup;
    private final Cli cli;

    RestoredHomeTest(@TempDir Path folder) {
        this.folder = folder;
        this.backup = folder.resolve("backup");
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(String sheet, String... more) {
        return runInto("out/" + sheet.replace(".csv", ""), sheet, more);
    }

    private Cli.Result runInto(String out, String sheet, String... more) {
        String[] arguments = {
            "run",
            folder.resolve(sheet).toString(),
            "--api-url",
            api.apiUrl().toString(),
            "--rate=50/s",
            "--out=" + folder.resolve(out)
        };
        return cli.run(Cli.join(arguments, more));
    }

    private void sheet(String name, String... prompts) {
        cli.file(name, "prompt\n" + String.join("\n", prompts) + "\n");
    }

    private void copyHome() throws IOException {
        FileSystemUtils.copyRecursively(cli.home, backup);
    }

    private void restore() throws IOException {
        FileSystemUtils.deleteRecursively(cli.home);
        FileSystemUtils.copyRecursively(backup, cli.home);
    }

    private String marker(String job) throws IOException {
        return Files.readString(folder.resolve("out").resolve(job).resolve(".reelbatch.json"));
    }

    /** One video is in the backup, two more were made since. */
    private void restoreAnOlderHome() throws IOException {
        sheet("mugs.csv", "a mug");
        assertThat(run("mugs.csv").exit()).isZero();
        copyHome();
        sheet("mugs.csv", "a mug", "a cup", "a jug");
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
        restore();
    }

    private void assertRefused(Cli.Result result) {
        assertThat(result.exit()).as(result.out()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err()).contains("older", "mugs", "reelbatch reconcile");
        assertThat(api.submitCalls()).isEqualTo(3);
    }

    @Test
    void whenAnOlderHomeIsRestoredThenNothingIsSubmittedUnderAnyNameAndItsMarkerStays() throws IOException {
        restoreAnOlderHome();
        String marker = marker("mugs");
        assertRefused(run("mugs.csv"));
        sheet("tea.csv", "a cup", "a jug");
        assertRefused(run("tea.csv"));
        assertRefused(runInto("elsewhere/tea", "tea.csv"));
        assertRefused(run("mugs.csv", "--job=others", "--fresh"));
        assertRefused(cli.run("accept", "mugs", "--failed"));
        assertRefused(cli.run("resolve", "mugs", "--all", "--not-charged"));
        assertRefused(cli.run("rerun", "mugs", "--rows=2", "--pay-again", "--api-url=" + api.apiUrl()));
        assertThat(marker("mugs")).isEqualTo(marker);
        assertThat(cli.run("check", folder.resolve("mugs.csv").toString(), "--api-url=" + api.apiUrl())
                        .out())
                .contains("reelbatch reconcile");
    }

    @Test
    void whenItsNumbersHavePassedThoseOfTheNewerHomeThenItIsStillFoundOut() throws IOException {
        restoreAnOlderHome();
        Path out = folder.resolve("out");
        Files.move(out, folder.resolve("unmounted"));
        sheet("others.csv", "one", "two", "three", "four", "five");
        assertThat(runInto("elsewhere/others", "others.csv").exit()).isZero();
        Files.move(folder.resolve("unmounted"), out);
        Cli.Result refused = run("mugs.csv");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("older");
        assertThat(api.submitCalls()).isEqualTo(3 + 5);
    }

    @Test
    void whenAJobRanForTheFirstTimeSinceThenItsResultsBesideTellIt() throws IOException {
        sheet("mugs.csv", "a mug");
        assertThat(run("mugs.csv").exit()).isZero();
        copyHome();
        sheet("tea.csv", "a cup", "a jug");
        assertThat(run("tea.csv").exit()).isZero();
        restore();
        sheet("mugs.csv", "a mug", "a cup");
        Cli.Result refused = run("mugs.csv");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("\"tea\"");
        assertThat(cli.run("reconcile", "--yes").exit()).isZero();
        Cli.Result withoutSheet = cli.run("run", "--job=tea", "--api-url=" + api.apiUrl());
        assertThat(withoutSheet.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(withoutSheet.err()).contains("tea", "Run the sheet");
        assertThat(cli.run("rerun", "tea", "--yes", "--api-url=" + api.apiUrl()).exit())
                .isNotEqualTo(ExitCode.DEFECT);
        assertThat(cli.run("accept", "tea", "--failed").exit()).isNotEqualTo(ExitCode.DEFECT);
        assertThat(run("tea.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
    }

    @Test
    void whenTwoCopiesOfAHomeAreUsedInTurnsThenEachFindsTheOther() throws IOException {
        restoreAnOlderHome();
        assertThat(cli.run("reconcile", "--yes").exit()).isZero();
        sheet("mugs.csv", "a mug", "a cup", "a jug", "a pot");
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(4);
        restore();
        assertThat(run("mugs.csv").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(api.submitCalls()).isEqualTo(4);
    }

    @Test
    void whenNothingWasSubmittedSinceTheBackupThenTheHomeGoesOn() throws IOException {
        sheet("mugs.csv", "a mug");
        assertThat(run("mugs.csv").exit()).isZero();
        copyHome();
        assertThat(run("mugs.csv").exit()).isZero();
        restore();
        sheet("mugs.csv", "a mug", "a cup");
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.err()).isZero();
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenItIsReconciledThenItTakesOverWhatItDidNotKnowAndNothingIsPaidForAgain() throws IOException {
        restoreAnOlderHome();
        Cli.Result asked = cli.answering("n", "reconcile");
        assertThat(asked.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(asked.out()).contains("2 delivered", "do not show rows submitted after", "Nothing was changed");
        assertThat(cli.run("reconcile").exit()).as("nobody is asked").isEqualTo(ExitCode.INVALID);
        assertRefused(run("mugs.csv"));

        Cli.Result taken = cli.answering("y", "reconcile");
        assertThat(taken.exit()).as(taken.err()).isZero();
        assertThat(taken.out()).contains("2 videos taken over");
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("3 delivered");
        sheet("tea.csv", "a jug");
        assertThat(run("tea.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
        assertThat(Files.readAllLines(folder.resolve("out/mugs/manifest.csv")))
                .filteredOn(line -> line.contains(",delivered,"))
                .hasSize(3)
                .allMatch(line -> line.contains("2.84"));
        assertKnowsAll(cli.run("reconcile"));
    }

    @Test
    void whenRowsOfARunThatTheBackupHasQueuedWereMadeSinceThenTheyAreNotSubmitted() throws IOException {
        sheet("mugs.csv", "a mug", "a cup", "a jug");
        run("mugs.csv", "--rows=2");
        copyHome();
        assertThat(run("mugs.csv").exit()).isZero();
        restore();
        assertThat(cli.run("reconcile", "--yes").out()).contains("2 videos taken over");
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
    }

    @Test
    void whenRowsWereCancelledOrResolvedSinceTheBackupThenTheyAreNotSubmitted() throws IOException {
        sheet("mugs.csv", "a mug", "a cup", "a jug", "a bowl");
        run("mugs.csv", "--rows=2");
        copyHome();
        api.onSubmit(CallMatcher.promptContains("cup"), CallFault.processThenDrop());
        run("mugs.csv", "--rows=3-4");
        api.clearFaults();
        cli.run("resolve", "mugs", "--all", "--charged");
        cli.run("cancel", "mugs", "--rows=5");
        restore();
        assertThat(cli.run("reconcile", "--yes").out()).contains("3 videos taken over");
        assertThat(run("mugs.csv").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(api.submitCalls()).isEqualTo(3);
        assertThat(cli.run("status", "mugs").out())
                .contains("2 delivered, 1 failed, 1 cancelled", "paid 8.52 CNY")
                .doesNotContain("in doubt");
    }

    @Test
    void whenTheManifestIsOfAProcessThatWasKilledThenWhatItWasSubmittingIsInDoubt() throws IOException {
        sheet("mugs.csv", "a mug", "a cup");
        run("mugs.csv", "--rows=2");
        copyHome();
        assertThat(run("mugs.csv").exit()).isZero();
        Path manifest = folder.resolve("out/mugs/manifest.jsonl");
        List<String> lines = Files.readAllLines(manifest);
        String killed = lines.get(1)
                .replaceAll("\"state\":\"delivered\"", "\"state\":\"SUBMITTING\"")
                .replaceAll("\"task_id\":\"[^\"]*\"", "\"task_id\":null")
                .replaceAll("\"files\":\\[[^]]*]", "\"files\":[]");
        Files.write(manifest, List.of(lines.get(0), killed));
        restore();
        assertThat(cli.run("reconcile", "--yes").out()).contains("1 video taken over");
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(result.out()).contains("1 delivered, 1 in doubt");
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenNothingCanBeSeenOfTheResultsThenYesIsNotEnough() throws IOException {
        sheet("mugs.csv", "a mug", "a cup");
        run("mugs.csv", "--rows=2");
        copyHome();
        assertThat(run("mugs.csv").exit()).isZero();
        Files.delete(folder.resolve("out/mugs/manifest.jsonl"));
        restore();
        Cli.Result refused = cli.run("reconcile", "--yes");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.out()).contains("There is no manifest.jsonl", "Nothing was changed");
        assertThat(run("mugs.csv").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheHomeIsLostThenANewOneTakesItsResultsOver() throws IOException {
        sheet("mugs.csv", "a mug", "a cup");
        sheet("tea.csv", "a pot");
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(run("tea.csv").exit()).isZero();
        FileSystemUtils.deleteRecursively(cli.home);
        Cli.Result refused = run("mugs.csv");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("another home", "reelbatch reconcile");
        String mugs = folder.resolve("out/mugs").toString();
        String tea = folder.resolve("out/tea").toString();
        assertThat(cli.run("reconcile", mugs, "--yes").out()).contains("2 videos taken over");
        Cli.Result unnamed = cli.run("reconcile");
        assertThat(unnamed.out()).contains("results of other homes", "reelbatch reconcile " + tea);
        assertThat(cli.run("reconcile", tea, "--yes").out()).contains("1 video taken over");
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
        assertKnowsAll(cli.run("reconcile"));
    }

    @Test
    void whenTheHomeIsLostThenANewOneDoesNotPayForItsRowsUnderAnotherName() throws IOException {
        sheet("mugs.csv", "a mug", "a cup");
        assertThat(run("mugs.csv").exit()).isZero();
        FileSystemUtils.deleteRecursively(cli.home);
        sheet("cups.csv", "a mug", "a cup", "a pot");
        Cli.Result refused = run("cups.csv");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        String mugs = folder.resolve("out/mugs").toString();
        assertThat(refused.err()).contains(mugs + " contains", "another home", "reelbatch reconcile " + mugs, "--out");
        sheet("tea.csv", "a bowl");
        assertThat(runInto("elsewhere/tea", "tea.csv").exit()).isZero();
        assertThat(run("cups.csv").exit())
                .as("it has submitted something, but not there")
                .isEqualTo(ExitCode.INVALID);
        assertThat(api.submitCalls()).isEqualTo(3);
        assertThat(cli.run("reconcile", mugs, "--yes").exit()).isZero();
        assertThat(run("cups.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(4);
    }

    /** Asserts on this test's folder alone: another home may have results in the working directory. */
    private void assertKnowsAll(Cli.Result reconciled) {
        assertThat(reconciled.exit()).isZero();
        assertThat(reconciled.out())
                .contains("This home knows all results in its")
                .doesNotContain(folder.toString());
    }

    @Test
    void whenAMarkerIsOfAnOlderVersionThenTheHomeThatHasTheSubmissionGoesOn() throws IOException {
        sheet("mugs.csv", "a mug");
        assertThat(run("mugs.csv").exit()).isZero();
        Path file = folder.resolve("out/mugs/.reelbatch.json");
        String old = Files.readString(file)
                .replaceAll(",\"reservation\":\"[^\"]*\"", "")
                .replaceAll("\"submissions\":\\d+", "\"submissions\":1");
        Files.writeString(file, old);
        sheet("mugs.csv", "a mug", "a cup");
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(marker("mugs")).contains("\"reservation\":\"");

        Files.writeString(file, old.replace("\"submissions\":1", "\"submissions\":77"));
        assertThat(run("mugs.csv").exit()).isEqualTo(ExitCode.INVALID);
        assertThat(cli.run("reconcile", "--yes").exit()).isZero();
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheMarkerWasDeletedAndTheHomeDoesNotKnowTheResultsThenTheyAreNotPaidForAgain() throws IOException {
        sheet("mugs.csv", "a mug");
        assertThat(run("mugs.csv").exit()).isZero();
        Files.delete(folder.resolve("out/mugs/.reelbatch.json"));
        assertThat(run("mugs.csv").exit()).as("its own").isZero();
        Files.deleteIfExists(folder.resolve("out/mugs/.reelbatch.json"));
        FileSystemUtils.deleteRecursively(cli.home);
        Cli.Result refused = run("mugs.csv");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains(".reelbatch.json", "--out");
        assertThat(api.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenItsFolderCanNotBeMarkedThenNothingIsSubmitted() throws IOException {
        sheet("mugs.csv", "a mug", "a cup");
        run("mugs.csv", "--rows=2");
        Files.createDirectory(folder.resolve("out/mugs/..reelbatch.json.tmp")); // in the way of its next marker
        Cli.Result result = run("mugs.csv");
        assertThat(result.exit()).as(result.out()).isEqualTo(ExitCode.STOPPED);
        assertThat(result.out()).contains("Can't write to");
        assertThat(api.submitCalls()).isEqualTo(1);
        Files.delete(folder.resolve("out/mugs/..reelbatch.json.tmp"));
        assertThat(run("mugs.csv").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheDiskOfHomeAndResultsIsNotThereThenWhoeverExpectsAHomeIsRefusedAndOthersAreTold() throws IOException {
        sheet("mugs.csv", "a mug");
        Cli.Result first = run("mugs.csv");
        assertThat(first.out()).contains("A new home was made in " + cli.home);
        assertThat(run("mugs.csv", "--existing-home").out()).doesNotContain("new home");
        assertThat(api.submitCalls()).isEqualTo(1);
        Files.move(cli.home, folder.resolve("unmounted"));
        Files.move(folder.resolve("out"), folder.resolve("unmounted-out"));
        for (String command : List.of("run", "rerun", "accept", "status", "check", "reconcile", "serve")) {
            assertExpectsAHome(command);
        }
        Cli.Result json = run("mugs.csv", "--progress=json");
        assertThat(json.err()).contains("A new home was made in " + cli.home);
        assertThat(json.out()).startsWith("{");
    }

    private void assertExpectsAHome(String command) {
        String[] arguments =
                switch (command) {
                    case "run" -> new String[] {folder.resolve("mugs.csv").toString(), "--api-url=" + api.apiUrl()};
                    case "check" -> new String[] {folder.resolve("mugs.csv").toString()};
                    case "accept" -> new String[] {"mugs", "--failed"};
                    case "rerun" -> new String[] {"mugs", "--api-url=" + api.apiUrl()};
                    case "serve" ->
                        new String[] {
                            cli.file(
                                            "jobs/nightly.yaml",
                                            "input: %s\nmax-cost: 9\nschedule: 0 2 * * *\napi-url: %s\n"
                                                    .formatted(folder.resolve("mugs.csv"), api.apiUrl()))
                                    .toString()
                        };
                    default -> new String[0];
                };
        Cli.Result option =
                cli.run(Cli.join(Cli.join(new String[] {command}, arguments), new String[] {"--existing-home"}));
        cli.environment.put("REELBATCH_EXISTING_HOME", "true");
        Cli.Result variable = cli.run(Cli.join(new String[] {command}, arguments));
        cli.environment.remove("REELBATCH_EXISTING_HOME");
        for (Cli.Result result : List.of(option, variable)) {
            assertThat(result.exit()).as(command + result).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains("There is no home in " + cli.home, "Mount its disk");
        }
        assertThat(cli.home).doesNotExist();
        assertThat(api.submitCalls()).isEqualTo(1);
    }

    @Test
    void whenABackupIsMadeThenItKnowsTheHomesResults() throws IOException {
        restoreAnOlderHome();
        assertThat(List.of(
                        cli.run("status").exit(),
                        cli.run("backup", folder.resolve("b.zip").toString()).exit()))
                .as("what only looks is not refused")
                .containsExactly(0, 0);
    }

    @Test
    void whenItTakesVideosOverThenTheyCountAsSpent() throws IOException {
        sheet("mugs.csv", "a mug", "a cup", "a jug");
        run("mugs.csv", "--rows=2");
        copyHome();
        run("mugs.csv", "--rows=3");
        restore();
        assertThat(cli.run("reconcile", "--yes").out()).contains("1 video taken over");

        Cli.Result run = run("mugs.csv", "--max-cost=6");
        assertThat(run.err()).contains("5.68 CNY has been spent, and the rest would cost 2.84 CNY");
        Cli.Result budget = run("mugs.csv", "-Dreelbatch.budget=6/day");
        assertThat(budget.exit()).as(budget.out() + budget.err()).isEqualTo(ExitCode.STOPPED);
        assertThat(api.submitCalls()).isEqualTo(2);
        assertThat(run("mugs.csv", "-Dreelbatch.budget=9/day").exit()).isZero();
        assertThat(api.submitCalls()).isEqualTo(3);
    }
}
