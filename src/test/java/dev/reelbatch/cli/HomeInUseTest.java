package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.JsonSchemas;
import dev.reelbatch.home.BackupFile;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in a home that another run is using, against a simulator in place of the API. */
@Timeout(180)
class HomeInUseTest {

    private static final int ROWS = 25; // more than run at once

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path folder;
    private final Cli cli;
    private final Path sheet;

    HomeInUseTest(@TempDir Path folder) {
        this.folder = folder;
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789-very-secret",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        sheet = cli.file(
                "mugs.csv",
                IntStream.range(0, ROWS).mapToObj(n -> "mug " + n).collect(Collectors.joining("\n", "prompt\n", "\n")));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(Path input, String... more) {
        String[] arguments = {"run", input.toString(), "--api-url", api.apiUrl().toString()};
        return cli.run(Cli.join(arguments, more));
    }

    /** One that can be looked at until {@link #end}: its account is full, and nobody can tell whether a task has ended. */
    private CompletableFuture<Cli.Result> openRun() throws InterruptedException {
        int before = api.acceptedCount();
        api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        CompletableFuture<Cli.Result> run =
                CompletableFuture.supplyAsync(() -> run(sheet, "--rate=50/s", "--out=" + folder.resolve("out")));
        while (api.acceptedCount() < before + 3 && !run.isDone()) {
            Time.system().sleep(Duration.ofMillis(50));
        }
        assertThat(run).isNotDone();
        return run;
    }

    private void end(CompletableFuture<Cli.Result> run) throws Exception {
        assertThat(run).as("it goes on until now").isNotDone();
        api.clearFaults();
        assertThat(run.get().exit()).as(run.get().out()).isZero();
    }

    private static void unpack(Path zipFile, Path into) throws IOException {
        try (InputStream in = Files.newInputStream(zipFile);
                ZipInputStream zip = new ZipInputStream(in)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                Path file = into.resolve(entry.getName());
                Files.createDirectories(file.getParent());
                Files.copy(zip, file);
            }
        }
    }

    private long submissions() {
        return cli.run("status", "mugs", "--submissions", "--json")
                .out()
                .lines()
                .count();
    }

    @Tag("fire")
    @Test
    void whenARunIsBackedUpAndRestoredThenItIsRefusedUntilReconcileAndPaysForNothing() throws Exception {
        Files.createDirectories(cli.home);
        Files.writeString(cli.home.resolve("settings.yaml"), "reelbatch.budget: 9000/month\n");
        CompletableFuture<Cli.Result> run = openRun();
        Path backup = folder.resolve("backup.zip");
        Cli.Result made = cli.run("backup", backup.toString());
        assertThat(made.exit()).as(made.err()).isZero();
        end(run);
        assertThat(api.acceptedCount()).isEqualTo(ROWS);

        Path restored = folder.resolve("restored");
        unpack(backup, restored);
        assertThat(restored.resolve("made")).exists();
        assertThat(restored.resolve("settings.yaml")).hasContent("reelbatch.budget: 9000/month");
        assertThat(restored.resolve("inputs")).isDirectoryContaining(file -> true);
        assertThat(restored).isDirectoryNotContaining("glob:**/{lock,status.json,asked,logs}");
        cli.environment.put("REELBATCH_HOME", restored.toString());
        long known = submissions();
        assertThat(known).isBetween(3L, (long) ROWS - 1);
        Cli.Result refused = run(sheet, "--rate=50/s", "--out=" + folder.resolve("out"));
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("This home is older than the results of job \"mugs\"");
        Cli.Result elsewhere = run(sheet, "--rate=50/s", "--out=" + folder.resolve("out-again"));
        assertThat(elsewhere.exit()).as(elsewhere.out()).isEqualTo(ExitCode.INVALID);
        Cli.Result taken = cli.run("reconcile", "--yes");
        assertThat(taken.exit()).as(taken.out() + taken.err()).isZero();
        Cli.Result again = run(sheet, "--rate=50/s", "--out=" + folder.resolve("out"));
        assertThat(again.exit()).as(again.out() + again.err()).isEqualTo(ExitCode.DELIVERED);
        assertThat(api.acceptedCount()).isEqualTo(ROWS);
    }

    @Test
    void whenARunGoesOnThenEverythingCanBeLookedAtAndNothingIsChanged() throws Exception {
        Path other = cli.file("cups.csv", "prompt\na cup\na cup [fails]\n");
        assertThat(run(other, "--rate=50/s", "--out=" + folder.resolve("cups")).exit())
                .isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        CompletableFuture<Cli.Result> run = openRun();

        assertThat(submissions()).isBetween(3L, (long) ROWS);
        assertThat(cli.run("status", "cups").out()).contains("cups, run 1", "1 delivered, 1 failed");
        assertThat(cli.run("status").out())
                .contains("mugs, run 1, running since", "cups, run 1", "1 delivered, 1 failed");
        String status = cli.run("status", "mugs", "--json").out();
        JsonSchemas.assertDescribes("status", status);
        assertThat(status)
                .contains("\"running\":[{", "\"jobs\":[{\"job\":\"mugs\",\"run\":1,")
                .doesNotContain("cups", "\"running_since\":null");
        Cli.Result going = cli.run("status", "--check", "mugs", "--within", "26h");
        assertThat(going.exit()).isZero();
        assertThat(going.out()).contains("mugs, run 1, is running; it started").hasLineCount(1);
        Cli.Result bad = cli.run("status", "--check", "cups");
        assertThat(bad.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(bad.out()).contains("cups, run 1, ended", "1 video missing").hasLineCount(1);

        end(run);
        assertThat(api.acceptedCount()).isEqualTo(ROWS + 2);
        assertThat(cli.run("status", "mugs").out())
                .contains(ROWS + " delivered")
                .doesNotContain("in doubt");
        assertThat(cli.run("status", "--check", "mugs").out()).contains("everything delivered");
        assertThat(cli.home.resolve("asked")).isEmptyDirectory();
    }

    @Test
    void whenNobodyUsesTheHomeThenABackupIsACopyAndNothingIsOverwritten() throws Exception {
        Path backup = folder.resolve("backup.zip");
        assertThat(cli.run("backup", backup.toString()).err()).contains("nothing to back up");
        Path cups = cli.file("cups.csv", "prompt\na cup\n");
        run(cups, "--rate=50/s", "--out=" + folder.resolve("cups"));
        assertThat(cli.run("backup", backup.toString()).exit()).isZero();
        Cli.Result again = cli.run("backup", backup.toString());
        assertThat(again.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(again.err()).contains("already exists");
        unpack(backup, folder.resolve("restored"));
        assertThat(folder.resolve("restored").resolve(BackupFile.DATABASE))
                .hasSameBinaryContentAs(cli.home.resolve(BackupFile.DATABASE));
        cli.environment.put("REELBATCH_HOME", folder.resolve("restored").toString());
        assertThat(cli.run("status", "--check", "cups").exit()).isZero();
    }
}
