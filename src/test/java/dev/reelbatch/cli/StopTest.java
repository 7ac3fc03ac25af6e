package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.home.Home;
import dev.reelbatch.home.HomeLock;
import dev.reelbatch.home.StatusFile;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code stop}: a run in another process, against a simulator in place of the API. */
@Timeout(120)
@DisabledOnOs(OS.WINDOWS)
class StopTest {

    private static final int ROWS = 40;

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path folder;
    private final Cli cli;
    private @Nullable Process other;

    StopTest(@TempDir Path folder) {
        this.folder = folder;
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789-very-secret",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        cli.file(
                "mugs.csv",
                IntStream.range(0, ROWS)
                        .mapToObj(n -> "mug no " + n)
                        .collect(Collectors.joining("\n", "prompt\n", "\n")));
    }

    @AfterEach
    void stop() throws InterruptedException {
        if (other != null) {
            other.destroyForcibly().waitFor();
        }
        api.close();
    }

    private String[] run(String rate) {
        return new String[] {
            "run",
            folder.resolve("mugs.csv").toString(),
            "--api-url=" + api.apiUrl(),
            "--rate=" + rate,
            "--out=" + folder.resolve("out")
        };
    }

    private Process start(String... command) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().putAll(cli.environment);
        other = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("console.txt").toFile())
                .start();
        return other;
    }

    /** As a person starts it in another window. */
    private Process startRun() throws IOException, InterruptedException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String[] program = {java, "-cp", System.getProperty("java.class.path"), "dev.reelbatch.Reelbatch"};
        Process run = start(Cli.join(program, run("4/s")));
        while (api.acceptedCount() < 3) {
            assertThat(run.isAlive()).isTrue();
            Time.system().sleep(Duration.ofMillis(50));
        }
        return run;
    }

    @Test
    void whenARunIsStoppedThenItsAnswersAreRecordedAndItGoesOnLater() throws Exception {
        Process run = startRun();

        Cli.Result stopped = cli.run("stop", "MUGS");

        assertThat(stopped.exit()).as(stopped.err()).isZero();
        assertThat(run.waitFor(1, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(stopped.out())
                .contains(
                        "Stopping mugs (process " + run.pid() + ")",
                        "pending",
                        "mugs is stopped. To resume: reelbatch run --job mugs")
                .doesNotContain("in doubt");
        Cli.Result again = cli.run("stop", "mugs");
        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("mugs is not running.");

        assertThat(cli.run(run("50/s")).exit()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(ROWS);
    }

    @Test
    void whenItIsSaidTwiceThenTheRunStillEndsInAnOrderlyWay() throws Exception {
        Process run = startRun();
        run.destroy();
        Time.system().sleep(Duration.ofMillis(200));
        run.destroy();
        assertThat(run.waitFor(15, TimeUnit.SECONDS)).isTrue();
        assertThat(run.exitValue()).isEqualTo(143);
        assertThat(cli.run("status", "mugs").out()).doesNotContain("in doubt", "being submitted");
    }

    @Test
    void whenTheNumberBelongsToAnotherProcessByNowThenThatIsLeftAlone() throws Exception {
        Process stranger = start("sleep", "60");
        Instant start = stranger.info().startInstant().orElseThrow();
        assertRefused(stranger.pid(), start.minusSeconds(60), false, "can't be identified here");
        assertRefused(stranger.pid(), null, false, "can't be identified here");
        assertRefused(stranger.pid(), start, true, "is run by `serve`");
        assertThat(stranger.isAlive()).isTrue();
        stranger.destroyForcibly().waitFor();
        assertRefused(stranger.pid(), start, false, "can't be identified here");
    }

    private Home home() {
        Home home = new Home(cli.home, false).create();
        home.noteMade();
        return home;
    }

    private void assertRefused(long pid, @Nullable Instant start, boolean served, String why) throws Exception {
        Home home = home();
        try (HomeLock lock = HomeLock.take(home, Duration.ZERO, Time.system()).orElseThrow()) {
            StatusFile status = new StatusFile(home);
            Instant now = Time.system().now();
            status.write(new StatusFile.Status(
                    pid, start, served, "mugs", 1, "/out", now, now, Map.of("QUEUED", 3), Map.of(), null));
            Cli.Result result = cli.run("stop", "mugs");
            assertThat(result.exit()).as(result.out()).isEqualTo(ExitCode.HOME_IN_USE);
            assertThat(result.err()).contains("mugs", why, String.valueOf(pid));
            status.remove("mugs");
        }
    }

    @Test
    void whenNobodySaysWhatRunsThenTheHomeIsInUse() throws Exception {
        Home home = home();
        try (HomeLock lock = HomeLock.take(home, Duration.ZERO, Time.system()).orElseThrow()) {
            assertThat(cli.run("stop", "mugs").exit()).isEqualTo(ExitCode.HOME_IN_USE);
        }
    }

    @Test
    void whenThereIsNoSuchJobThenItIsNotTakenForStopped() {
        assertThat(cli.run("stop", "mugs").err()).contains("no jobs yet");
        assertThat(cli.home).doesNotExist();
        cli.run(Cli.join(run("50/s"), new String[] {"--rows=2"}));
        Cli.Result wrong = cli.run("stop", "mgus");
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err()).contains("Did you mean mugs?");
        assertThat(cli.run("stop", "mugs").exit()).isZero();
    }
}
