package dev.reelbatch.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A folder for one measurement, with a simulator and the reelbatches that are started against it. */
final class Ground implements AutoCloseable {

    /** Asks often, so that what is measured is reelbatch and not the courtesy of its defaults. */
    static final List<String> EAGER = List.of(
            "-Dreelbatch.poll.interval=100ms",
            "-Dreelbatch.poll.first-after=1s",
            "-Dreelbatch.poll.rate=1000/s",
            "-Dreelbatch.download.parallel=8");

    private static final Pattern TASK = Pattern.compile("\"task_id\":\"([^\"]+)\"");

    private static final Path LAUNCHER =
            Path.of("target/reelbatch/bin/reelbatch").toAbsolutePath();

    private final Path folder;
    private final SimulatorProcess simulator;
    private final boolean isHost;
    private final List<Process> started = new ArrayList<>();

    private Ground(Path folder, SimulatorProcess simulator, boolean isHost) {
        this.folder = folder;
        this.simulator = simulator;
        this.isHost = isHost;
    }

    static Ground with(String... simulator) throws IOException {
        Path folder = newFolder();
        return new Ground(folder, SimulatorProcess.start(folder, simulator), true);
    }

    /** Another home and OUT on the same simulator, which outlives them. */
    Ground guest() throws IOException {
        return new Ground(newFolder(), simulator, false);
    }

    private static Path newFolder() throws IOException {
        Path all = Files.createDirectories(Path.of("target/bench")).toAbsolutePath();
        return Files.createTempDirectory(all, "ground");
    }

    Path folder() {
        return folder;
    }

    SimulatorProcess simulator() {
        return simulator;
    }

    /** A sheet with {@code n} different prompts. */
    Path sheet(int n) throws IOException {
        String rows = IntStream.rangeClosed(1, n)
                .mapToObj(i -> "clip " + i + " of a kite over the sea")
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
        return Files.writeString(folder.resolve("sheet-" + n + ".csv"), rows);
    }

    /** Starts {@code reelbatch run}, with {@code jvm} options, in the home of this ground. */
    Process start(String jvm, Path sheet, List<String> options) throws IOException {
        List<String> line = new ArrayList<>(List.of("run", sheet.toString()));
        line.addAll(List.of("--out", out().toString(), "--api-url", simulator.url(), "--yes", "--progress", "json"));
        line.addAll(options);
        return start(jvm, line);
    }

    /** Starts {@code reelbatch}, with {@code jvm} options, in the home of this ground. */
    Process start(String jvm, List<String> words) throws IOException {
        List<String> line = new ArrayList<>(List.of(LAUNCHER.toString()));
        line.addAll(words);
        line.addAll(List.of("--home", home().toString()));
        ProcessBuilder builder = new ProcessBuilder(line)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        folder.resolve("console.txt").toFile()));
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("MODELVERSE_API_KEY", "none");
        builder.environment().put("REELBATCH_JAVA_OPTS", jvm);
        Process process = builder.start();
        started.add(process);
        return process;
    }

    /** Runs until it has ended well, and tells when, in microseconds of the wall clock. */
    long run(String jvm, Path sheet, List<String> options) throws IOException, InterruptedException {
        return ended(start(jvm, sheet, options));
    }

    long ended(Process process) throws IOException, InterruptedException {
        int code = process.waitFor();
        long at = Clock.micros();
        if (code != 0) {
            throw new IllegalStateException("reelbatch ended with " + code + ": " + tailOfConsole());
        }
        return at;
    }

    private String tailOfConsole() throws IOException {
        String text = Files.readString(folder.resolve("console.txt"), StandardCharsets.UTF_8);
        return text.substring(Math.max(0, text.length() - 2_000));
    }

    Path home() {
        return folder.resolve("home");
    }

    Path out() {
        return folder.resolve("out");
    }

    long ledgerBytes() throws IOException {
        return Files.size(home().resolve("ledger.mv.db"));
    }

    /** The tasks of the run, as its manifest has them. */
    List<String> tasks() throws IOException {
        return TASK.matcher(Files.readString(out().resolve("manifest.jsonl")))
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    @Override
    public void close() throws IOException, InterruptedException {
        for (Process process : started) {
            process.destroyForcibly().waitFor();
        }
        if (isHost) {
            simulator.kill();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
