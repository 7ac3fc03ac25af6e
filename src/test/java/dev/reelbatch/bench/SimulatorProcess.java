package dev.reelbatch.bench;

import static java.util.Objects.requireNonNull;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A simulator in a process of its own, so that its work is not reelbatch's. */
final class SimulatorProcess {

    private final Process process;
    private final BufferedReader out;
    private final Path log;
    private final String url;

    private SimulatorProcess(Process process, BufferedReader out, Path log, String url) {
        this.process = process;
        this.out = out;
        this.log = log;
        this.url = url;
    }

    /**
     * @param arguments {@code generation=PT5S} (median), {@code sigma=0.5}, {@code bytes=1000000} of each
     *     video, {@code rate=10} submits a second and {@code running=15} tasks, above which it answers 429
     */
    static SimulatorProcess start(Path folder, String... arguments) throws IOException {
        Path log = folder.resolve("calls.txt");
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:disable",
                "-XX:TieredStopAtLevel=1", // the second compiler took more CPU time than the API's answers
                "-Xms1500m",
                "-Xmn1g", // a pause of its own to collect garbage would be noted as calls that came late
                "-XX:+AlwaysPreTouch", // and so would the first use of memory
                "-cp",
                System.getProperty("java.class.path"),
                SimulatorMain.class.getName(),
                "log=" + log));
        line.addAll(List.of(arguments));
        Process process = new ProcessBuilder(line)
                .redirectError(folder.resolve("simulator.txt").toFile())
                .start();
        BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
        String url = out.readLine();
        while (url != null && !url.startsWith("http")) {
            url = out.readLine(); // what a logger says at its start
        }
        if (url == null) {
            throw new IOException("The simulator did not start; see " + folder.resolve("simulator.txt"));
        }
        return new SimulatorProcess(process, out, log, url);
    }

    String url() {
        return url;
    }

    /** The number of submits accepted so far. */
    int accepted() throws IOException {
        process.getOutputStream().write('\n');
        process.getOutputStream().flush();
        return Integer.parseInt(requireNonNull(out.readLine()));
    }

    /** CPU time so far. */
    Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** Ends it and tells what reached it. */
    Calls end() throws IOException, InterruptedException {
        process.getOutputStream().close();
        process.waitFor();
        return Calls.read(log);
    }

    /** Ends it, whatever it does. */
    void kill() {
        process.destroyForcibly();
    }
}
