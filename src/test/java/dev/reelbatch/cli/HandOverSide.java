package dev.reelbatch.cli;

import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/** A folder, a home and an API of its own, for a command with or without a {@code serve}. */
final class HandOverSide implements AutoCloseable {

    final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    final Path folder;
    final Cli cli;

    HandOverSide(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
        this.cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "REELBATCH_HOME", cli.home.toAbsolutePath().toString(),
                "MODELVERSE_API_KEY", "sk-0123456789-very-secret",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        cli.file("mugs.csv", "prompt\na mug\na cup\na jug [fails]\na bowl\n");
        cli.file("wrong.csv", "prompt,duration\na mug,4s\na cup,x\n");
        cli.file("kites.yaml", "input: " + folder.resolve("mugs.csv") + "\njob: kites\nmax-cost: none\n");
    }

    /** The words of a command line, with this side's folder and API. */
    String[] words(String line) {
        return line.replace("HERE", folder.toString())
                .replace("API", "--rate=" + HandOverRig.RATE + " --api-url=" + api.apiUrl())
                .split(" ");
    }

    Cli.Result run(String answers, String line) {
        Cli.Result result = answers.isEmpty() ? cli.run(words(line)) : cli.answering(answers, words(line));
        return new Cli.Result(result.exit(), same(result.out()), same(result.err()));
    }

    /** With this text in standard input, which is no terminal. */
    Cli.Result fed(String text, String line) {
        Cli.Result result = cli.fed(text, words(line));
        return new Cli.Result(result.exit(), same(result.out()), same(result.err()));
    }

    /** Leaves out what differs between any two runs. */
    private String same(String text) {
        return text.replace(folder.toAbsolutePath().toString(), "/FOLDER")
                .replace(folder.toString(), "FOLDER")
                .replace(api.apiUrl().getAuthority(), "API")
                .replaceAll("\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d(:\\d\\d(\\.\\d+)?)?Z?", "TIME")
                .replaceAll("(?m)CNY     c\\S{40,}$", "CNY  TASK")
                .replaceAll("process \\d+", "process N")
                .replaceAll("\"(elapsed|eta|pid)[a-z_]*\":[^,}]+", "\"$1\":N")
                .replaceAll("(Estimated time|预计用时) .*", "$1 N") // a serve knows how long videos take now
                .replaceAll("\\d+ s\\b", "N s");
    }

    @Override
    public void close() {
        api.close();
    }
}
