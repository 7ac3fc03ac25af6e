package dev.reelbatch.e2e;

import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A home, an OUT, sheets and a simulator of a test's own, and the reelbatches that it starts on them. */
final class Sandbox implements AutoCloseable {

    static final String KEY = "sk-e2e/Key+With=Signs&7f3b";
    static final int VIDEO_BYTES = 300_000;

    static final SimulatorSettings QUICK = SimulatorSettings.defaults()
            .generationTime(Duration.ofMillis(300))
            .generationSigma(0.3)
            .videoBytes(VIDEO_BYTES)
            .apiKey(KEY);

    private static final List<String> JVM_OPTIONS = List.of(
            "-Xmx256m",
            "-XX:TieredStopAtLevel=1", // a tenth of a start's CPU time, and none of them lives long
            "-Duser.home=.",
            "-Dreelbatch.poll.interval=200ms",
            "-Dreelbatch.poll.first-after=100ms",
            "-Dreelbatch.poll.rate=200/s",
            "-Dreelbatch.submit.outage-pause=500ms",
            "-Dreelbatch.submit.lookup-for=1s");

    private final Path folder;
    private final List<Child> children = new ArrayList<>();
    private final Map<String, Integer> asked = new HashMap<>();
    private final Set<String> polled = ConcurrentHashMap.newKeySet();
    private final Map<String, String> environment = new HashMap<>();
    private final List<Simulator> simulators = new ArrayList<>();
    private boolean launched = true;
    private List<String> options = List.of();

    Sandbox(Path folder) {
        this.folder = folder;
        environment.put("PATH", System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        environment.put("LC_ALL", "C.UTF-8");
        environment.put("REELBATCH_SERVE_PORT", "0");
        environment.put("MODELVERSE_API_KEY", KEY);
        simulate(QUICK);
    }

    Path folder() {
        return folder;
    }

    Path home() {
        return folder.resolve("home");
    }

    Path out() {
        return folder.resolve("out");
    }

    /** The environment of the children that are started from now on. */
    Map<String, String> environment() {
        return environment;
    }

    Simulator simulator() {
        return simulators.get(simulators.size() - 1);
    }

    List<Simulator> simulators() {
        return simulators;
    }

    /** Another simulator takes the place of the one before, on the same port: to a client it is the same API. */
    Simulator simulate(SimulatorSettings settings) {
        int port = 0;
        if (!simulators.isEmpty()) {
            port = simulator().apiUrl().getPort();
            simulator().close();
        }
        Simulator simulator = start(settings.apiPort(port));
        simulator.onStatus(
                call -> {
                    polled.add(call.taskId());
                    return false;
                },
                CallFault.drop());
        simulators.add(simulator);
        return simulator;
    }

    /** The port may be some other connection's own end for a moment. */
    private static Simulator start(SimulatorSettings settings) {
        return await().atMost(Duration.ofMinutes(1))
                .ignoreExceptionsInstanceOf(UncheckedIOException.class)
                .until(() -> Simulator.start(settings, Time.system()), simulator -> true);
    }

    /** A file with this text. */
    Path write(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A sheet with this text; what it asks for may be paid for. */
    Path sheet(String name, String text) {
        Path file = write(name, text);
        Map<String, Integer> rows = new HashMap<>();
        Csv.read(file).forEach(row -> rows.merge(row.getOrDefault("prompt", ""), 1, Integer::sum));
        rows.forEach((prompt, count) -> asked.merge(prompt, count, Math::max));
        return file;
    }

    /** A sheet with these prompts and no other column. */
    Path prompts(String name, String... prompts) {
        return sheet(name, "prompt\n" + String.join("\n", prompts) + "\n");
    }

    /** {@code clip 1} to {@code clip n}. */
    Path prompts(String name, int n) {
        return prompts(
                name, IntStream.rangeClosed(1, n).mapToObj(i -> "clip " + i).toArray(String[]::new));
    }

    /** The same, for a model whose lost answers can be looked up. */
    Path lookedUp(String name, int n) {
        return sheet(
                name,
                IntStream.rangeClosed(1, n)
                        .mapToObj(i -> "clip " + i + ",kling-v3\n")
                        .collect(Collectors.joining("", "prompt,model\n", "")));
    }

    /** The number of clips of a prompt that the sheets request. */
    int asked(String prompt) {
        return asked.getOrDefault(prompt, 0);
    }

    /** Options of the JVM for the children that are started from now on. */
    Sandbox with(String... jvmOptions) {
        options = List.of(jvmOptions);
        return this;
    }

    /** The next child ends itself when it reaches this point for the n-th time. */
    Child.Ended halt(CrashPoint point, int times, String command, Object... arguments) throws InterruptedException {
        with("-Ddev.reelbatch.halt-at=" + point + "#" + times);
        Child.Ended ended = run(command, arguments);
        with();
        return ended;
    }

    /** Starts a command on this home; {@code run} and {@code rerun} also against the simulator, without a wait. */
    Child start(String command, Object... arguments) {
        return start(List.of(), command, arguments);
    }

    /** @param prefix a program that starts the child in another way */
    Child start(List<String> prefix, String command, Object... arguments) {
        List<String> line = new ArrayList<>(prefix);
        line.addAll(launched ? List.of(Packaged.LAUNCHER.toString()) : Packaged.jar(jvmOptions()));
        line.add(command);
        List<String> given = Stream.of(arguments).map(Object::toString).toList();
        byDefault(line, given, "--home", home().toString());
        if (command.equals("run") || command.equals("rerun")) {
            line.addAll(List.of("--api-url", simulator().apiUrl().toString()));
            byDefault(line, given, "--rate", "50/s");
        }
        if (command.equals("run")) {
            byDefault(line, given, "--out", out().toString());
        }
        line.addAll(given);
        return start(line);
    }

    /** Starts any command line in this folder, with the environment of the children. */
    Child start(List<String> line) {
        Map<String, String> all = new HashMap<>(environment);
        all.putIfAbsent("JAVA_HOME", Packaged.JAVA_HOME.toString());
        all.put("REELBATCH_JAVA_OPTS", String.join(" ", jvmOptions()));
        Child child = Child.start(line, all, folder, folder.resolve("console-" + children.size() + ".txt"));
        children.add(child);
        return child;
    }

    private List<String> jvmOptions() {
        return Stream.concat(JVM_OPTIONS.stream(), options.stream()).toList();
    }

    private static void byDefault(List<String> line, List<String> given, String option, String value) {
        if (!given.contains(option)) {
            line.addAll(List.of(option, value));
        }
    }

    Child.Ended run(String command, Object... arguments) throws InterruptedException {
        return start(command, arguments).await();
    }

    /** Until so many submits are accepted and the client is known to know of each: it asks for their tasks. */
    void awaitKnown(int tasks) {
        awaitKnown(tasks, "no prompt");
    }

    /** As {@link #awaitKnown(int)}, and a submit of this prompt has arrived, whatever became of it. */
    void awaitKnown(int tasks, String unanswered) {
        await().atMost(Child.LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(10))
                .until(() -> known(unanswered) >= tasks
                        && (unanswered.equals("no prompt") || simulator().submitCalls() > tasks));
    }

    private long known(String unanswered) {
        return simulator().accepted().stream()
                .filter(task -> !task.prompt().equals(unanswered))
                .filter(task -> polled.contains(task.taskId()))
                .count();
    }

    Judge judge() {
        return judge(out());
    }

    /** Looks at the results in another folder. */
    Judge judge(Path out) {
        return new Judge(this, out);
    }

    /** From now on children are started without the launcher: {@code java -jar}. */
    void usePackagedJar() {
        launched = false;
    }

    /** All submits that arrived, accepted or not. */
    int submitCalls() {
        return simulators.stream().mapToInt(Simulator::submitCalls).sum();
    }

    /** Clips that were being submitted when the process ended. */
    int submittingAtTheEnd() {
        return Integer.parseInt(
                LedgerCopy.query(home(), "select count(*) from clip where state = 'SUBMITTING'").stream()
                        .findFirst()
                        .orElse("0"));
    }

    @Override
    public void close() throws InterruptedException {
        for (Child child : children) {
            child.kill();
        }
        simulator().close();
    }
}
