package dev.reelbatch.cli;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code simulate} command: runs the rehearsal API as a server, for trying other clients. */
@Command(
        name = "simulate",
        mixinStandardHelpOptions = true,
        description = {
            "Runs the rehearsal API as a server on this machine, for trying other clients. Any key is accepted.",
            "A prompt can request a special outcome: [moderated], [fails], [expires], [cancelled], [stuck],",
            "[no videos], [two videos]."
        },
        footerHeading = "Examples",
        footer = {
            "  Start the simulator, and send a run to it:",
            "    reelbatch simulate --port=8787 --speed=10",
            "    reelbatch run launch.xlsx --api-url=http://127.0.0.1:8787"
        })
final class SimulateCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(
            names = "--port",
            paramLabel = "N",
            defaultValue = "8787",
            description = "port of the API; 0 takes a free one (default: ${DEFAULT-VALUE})")
    private int port;

    @Option(
            names = "--video-port",
            paramLabel = "N",
            defaultValue = "0",
            description = "port of the videos (default: a free one)")
    private int videoPort;

    @Option(
            names = "--generation-time",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            defaultValue = "60s",
            description = "how long a video takes, in the median (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration generationTime;

    @Option(
            names = "--failure-share",
            paramLabel = "0..1",
            defaultValue = "0",
            description = "share of the tasks that fail (default: ${DEFAULT-VALUE})")
    private double failureShare;

    @Option(
            names = "--limit-rate",
            paramLabel = "N",
            description = "maximum submissions per second; more are answered with 429")
    private @Nullable Double limitRate;

    @Option(
            names = "--limit-running",
            paramLabel = "N",
            description = "maximum number of running tasks; more are answered with 429")
    private @Nullable Integer limitRunning;

    @Option(
            names = "--url-lifetime",
            paramLabel = "TIME",
            converter = Converters.DurationConverter.class,
            defaultValue = "24h",
            description = "how long a video's address works (default: ${DEFAULT-VALUE})")
    @SuppressWarnings("NullAway.Init") // set by picocli
    private Duration urlLifetime;

    @Option(
            names = "--record",
            paramLabel = "FILE",
            description = "append every accepted submit to this file, a JSON object a line")
    private @Nullable Path record;

    @Option(
            names = "--speed",
            paramLabel = "X",
            defaultValue = "1",
            description = "how much faster time passes (default: ${DEFAULT-VALUE})")
    private double speed;

    SimulateCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws Exception {
        if (!(speed > 0)) {
            throw new UserException(Text.of("--speed must be above 0"));
        }
        try (Simulator simulator = start()) {
            terminal.out().println(Text.of("API     %s", simulator.apiUrl()));
            terminal.out().println(Text.of("Videos  %s", simulator.videoUrl()));
            terminal.out().println(Text.of("Press Ctrl-C to stop."));
            new CountDownLatch(1).await();
            return ExitCode.DELIVERED;
        }
    }

    private Simulator start() {
        try {
            SimulatorSettings settings = SimulatorSettings.defaults()
                    .apiPort(port)
                    .videoPort(videoPort)
                    .generationTime(generationTime)
                    .failureShare(failureShare)
                    .submitsPerSecond(limitRate)
                    .maxRunning(limitRunning)
                    .urlLifetime(urlLifetime)
                    .recordFile(record)
                    .requestCheck(Catalogue.shipped()::refusal)
                    .remembering(false);
            return Simulator.start(settings, Time.faster(speed));
        } catch (IllegalArgumentException | UncheckedIOException e) {
            throw new UserException(Text.of("The simulator can't start: %s", e.getMessage()));
        }
    }
}
