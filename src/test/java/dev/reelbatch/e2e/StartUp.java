package dev.reelbatch.e2e;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/**
 * Measures how long it takes from the start of a process to the arrival of its first POST, for a sheet of
 * one row, and the CPU time until then: with the launcher and with {@code java -jar}, in a new home and in
 * one that was used before. The simulator is in this process, reelbatch in another. The Javas take turns,
 * so that the load of the machine is the same for all; the figures are medians.
 *
 * <pre>java -cp "target/test-classes:target/reelbatch/lib/*" dev.reelbatch.e2e.StartUp ROUNDS [JAVA_HOME...]</pre>
 */
final class StartUp {

    private static final int LATEST_SECONDS = 120;

    /** One start: wall clock and CPU time until the POST arrived. */
    private record Start(Duration wall, Duration cpu) {}

    /** A way to start it, and the Java to start it with. */
    private record Way(String name, List<String> command, Path javaHome) {}

    private final Path folder;
    private final Map<String, List<Start>> starts = new LinkedHashMap<>();

    private StartUp(Path folder) {
        this.folder = folder;
    }

    public static void main(String[] args) throws Exception {
        int rounds = args.length == 0 ? 9 : Integer.parseInt(args[0]);
        List<Path> javaHomes = new ArrayList<>(List.of(args).subList(Math.min(1, args.length), args.length).stream()
                .map(Path::of)
                .toList());
        if (javaHomes.isEmpty()) {
            javaHomes.add(Path.of(System.getProperty("java.home")));
        }
        StartUp all = new StartUp(Files.createTempDirectory("start-up"));
        try {
            for (int round = 0;
                    round <= rounds;
                    round++) { // the first one warms the disk's cache up, and is not counted
                for (Way way : ways(javaHomes)) {
                    all.measure(way, round);
                }
            }
        } finally {
            Trees.delete(all.folder);
        }
        all.print();
    }

    private static List<Way> ways(List<Path> javaHomes) {
        Path target = Path.of("target").toAbsolutePath();
        List<Way> ways = new ArrayList<>();
        for (Path home : javaHomes) {
            ways.add(new Way(
                    "launcher",
                    List.of(target.resolve("reelbatch/bin/reelbatch").toString()),
                    home));
            ways.add(new Way(
                    "java -jar",
                    List.of(
                            home.resolve("bin/java").toString(),
                            "-jar",
                            target.resolve("reelbatch.jar").toString()),
                    home));
        }
        return ways;
    }

    private void measure(Way way, int round) throws Exception {
        Path home = folder.resolve(way.name + way.javaHome.getFileName() + round);
        for (String state : List.of("new home", "used home")) {
            Start start = start(way, home, state);
            System.err.printf("%s %s %s: %s%n", way.javaHome.getFileName(), way.name, state, start);
            if (round > 0) {
                starts.computeIfAbsent(
                                "| %s | %s | %s |".formatted(way.javaHome.getFileName(), way.name, state),
                                key -> new ArrayList<>())
                        .add(start);
            }
        }
        Trees.delete(home);
    }

    private Start start(Way way, Path home, String prompt) throws Exception {
        Path sheet = Files.writeString(folder.resolve("one.csv"), "prompt\nA kite over a " + prompt + "\n");
        CompletableFuture<Long> arrival = new CompletableFuture<>();
        SimulatorSettings quick = SimulatorSettings.defaults().generationTime(Duration.ofMillis(100));
        try (Simulator simulator = Simulator.start(quick, Time.system())) {
            List<String> line = new ArrayList<>(way.command);
            line.addAll(List.of("run", sheet.toString(), "--home", home.toString(), "--out", home + "/out"));
            line.addAll(List.of("--api-url", simulator.apiUrl().toString(), "-Dreelbatch.poll.first-after=100ms"));
            ProcessBuilder builder = new ProcessBuilder(line)
                    .redirectErrorStream(true)
                    .redirectOutput(folder.resolve("console.txt").toFile());
            builder.environment().put("JAVA_HOME", way.javaHome.toString());
            builder.environment().put("MODELVERSE_API_KEY", "none");
            long begin = System.nanoTime();
            Process process = builder.start();
            CompletableFuture<Duration> cpu = new CompletableFuture<>();
            simulator.onSubmit(
                    call -> {
                        arrival.complete(System.nanoTime());
                        cpu.complete(process.info().totalCpuDuration().orElse(Duration.ZERO));
                        return false;
                    },
                    CallFault.drop());
            Duration wall = Duration.ofNanos(arrival.get(LATEST_SECONDS, TimeUnit.SECONDS) - begin);
            if (!process.waitFor(LATEST_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new IllegalStateException(Files.readString(folder.resolve("console.txt")));
            }
            return new Start(wall, cpu.get());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void print() {
        System.out.printf(
                "Load %.1f on %d cores%n",
                ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage(),
                Runtime.getRuntime().availableProcessors());
        System.out.println("| Java | start | home | seconds | CPU seconds |\n|---|---|---|---:|---:|");
        starts.forEach((what, all) -> System.out.printf(
                "%s %.2f | %.2f |%n",
                what,
                median(all.stream().map(Start::wall).toList()),
                median(all.stream().map(Start::cpu).toList())));
    }

    private static double median(List<Duration> all) {
        return all.stream().sorted().toList().get(all.size() / 2).toMillis() / 1000.0;
    }
}
