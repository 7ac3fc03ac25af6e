package dev.reelbatch.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Measures the packaged program against the simulator in another process, and writes the table to
 * {@code target/bench-report.md}. Nothing fails when a goal is missed: a figure depends on the machine.
 *
 * <pre>mvn verify -Pbench -Dbench.scale=0.1 -Dbench.parts="job rate"</pre>
 */
final class Benchmark {

    private static final Path REPORT = Path.of("target/bench-report.md");
    private static final Map<String, Part> PARTS = parts();

    private Benchmark() {}

    private static Map<String, Part> parts() {
        Map<String, Part> parts = new LinkedHashMap<>();
        parts.put("job", scale -> WholeJob.measure(scale, Integer.MAX_VALUE));
        parts.put("ceiling", scale -> WholeJob.measure(scale, 20));
        parts.put("rate", new RateUse());
        parts.put("submit", new SubmitSpeed());
        parts.put("detection", new Detection());
        parts.put("download", new DownloadSpeed());
        parts.put("long", new LongSheet());
        parts.put("threads", new Threads());
        parts.put("limits", new UnknownLimits());
        parts.put("callers", new Callers());
        parts.put("viewers", new Viewers());
        return parts;
    }

    /** @param arguments the scale, then the parts; by default 1 and all */
    public static void main(String[] arguments) throws Exception {
        List<String> words = List.of(String.join(" ", arguments).strip().split("\\s+"));
        double scale = words.get(0).isEmpty() ? 1 : Double.parseDouble(words.get(0));
        List<String> wanted = words.size() > 1 ? words.subList(1, words.size()) : List.copyOf(PARTS.keySet());
        List<String> lines = new ArrayList<>();
        lines.add("| what | figure | goal | ratio | measured |");
        lines.add("|---|---|---|---|---|");
        for (String name : wanted) {
            lines.addAll(measured(name, scale));
        }
        String table = String.join("\n", lines) + "\n";
        System.out.print(table);
        Files.writeString(REPORT, heading(scale) + table);
    }

    private static String heading(double scale) {
        return String.format(
                Locale.ROOT,
                "Java %s, %d cores, scale %.3g%n%n",
                Runtime.version(),
                Runtime.getRuntime().availableProcessors(),
                scale);
    }

    private static List<String> measured(String name, double scale) throws InterruptedException {
        Part part = PARTS.get(name);
        if (part == null) {
            throw new IllegalArgumentException("There is no part " + name + ", but " + PARTS.keySet());
        }
        double load = load();
        List<String> lines = new ArrayList<>();
        try {
            part.measure(scale).forEach(figure -> lines.add(figure.line()));
        } catch (IOException | RuntimeException e) {
            lines.add("| %s | failed | | | %s |"
                    .formatted(name, String.valueOf(e.getMessage()).replace("\n", " ")));
        }
        String loads = String.format(Locale.ROOT, "| %s | | | | load before %.1f, after %.1f |", name, load, load());
        lines.add(0, loads);
        lines.forEach(System.err::println);
        return lines;
    }

    private static double load() {
        return ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    }
}
