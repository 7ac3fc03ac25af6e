package dev.reelbatch.chaos;

import dev.reelbatch.home.Home;
import dev.reelbatch.job.RunService;
import dev.reelbatch.session.Session;
import dev.reelbatch.settings.Settings;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** A real home, opened as the program opens it, where time passes fast; many runs share it. */
final class ChaosHome implements AutoCloseable {

    static final SimulatorSettings QUICK =
            SimulatorSettings.defaults().generationTime(Duration.ofSeconds(1)).generationSigma(0);

    final Path folder;
    final Time time;

    private final Session session;
    private int sheets;

    /** @param more settings, beyond those that make a run quick */
    ChaosHome(Path folder, double factor, Map<String, String> more) throws InterruptedException {
        this.folder = folder;
        this.time = Time.faster(factor);
        Map<String, String> settings = new HashMap<>(Map.of(
                "reelbatch.poll.first-after", "2s",
                "reelbatch.poll.interval", "1s",
                "reelbatch.poll.rate", "1000/s"));
        settings.putAll(more);
        Home home = new Home(folder.resolve("home"), true);
        Settings loaded = new SettingsLoader(settings, Map.of()).load(home.settings(), Map.of());
        this.session = Session.open(home, loaded, Duration.ZERO, time);
    }

    Simulator simulator(SimulatorSettings settings) {
        return Simulator.start(settings, time);
    }

    /** A sheet that no other test has, on an API of its own. */
    ChaosSheet sheet(int rows) {
        return new ChaosSheet(this, ++sheets, rows);
    }

    RunService runs() {
        return session.runs();
    }

    @Override
    public void close() {
        session.close();
    }
}
