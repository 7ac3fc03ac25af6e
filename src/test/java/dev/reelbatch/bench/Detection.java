package dev.reelbatch.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * Measures the time from a task's end to its download and the status calls needed for it, against a
 * poller that asks for each open task every five seconds from its submit on: first in a new home, which
 * does not know how long tasks take, then in the same one. Time is scaled down, for both alike.
 */
final class Detection implements Part {

    private static final int ROWS = 200;
    private static final int SPEED = 4;
    private static final long MEDIAN = 60_000 / SPEED;
    private static final long FIXED = 5_000 / SPEED;
    private static final List<String> OPTIONS = List.of(
            "--job",
            "detection",
            "--rate",
            "20/s",
            "--max-in-flight",
            "100000",
            "-Dreelbatch.poll.interval=" + FIXED + "ms",
            "-Dreelbatch.poll.first-after=" + 10_000 / SPEED + "ms",
            "-Dreelbatch.poll.rate=1000/s",
            "-Dreelbatch.download.parallel=8");

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        int rows = Part.scaled(ROWS, scale);
        try (Ground ground = Ground.with("generation=PT" + MEDIAN / 1e3 + "S", "sigma=0.5", "bytes=1000")) {
            long between = ground.run("", ground.sheet(rows), OPTIONS);
            ground.run("", ground.sheet(2 * rows), OPTIONS);
            Calls calls = ground.simulator().end();
            List<Figure> figures = new ArrayList<>(figures(calls.within(0, between), "in a new home"));
            figures.addAll(figures(calls.within(between, Long.MAX_VALUE), "in a used home"));
            return figures;
        }
    }

    private static List<Figure> figures(Calls calls, String where) {
        List<Duration> generations = calls.generations();
        Polling fixed = new Polling(
                average(generations, task -> fixedCalls(task) * FIXED - task.toNanos() / 1e6) / 1e3,
                average(generations, Detection::fixedCalls));
        double late = calls.downloads().entrySet().stream()
                .mapToDouble(download ->
                        Calls.seconds(calls.ends().getOrDefault(download.getKey(), 0L), download.getValue()))
                .average()
                .orElseThrow();
        double callsATask = (double) calls.statuses().size() / generations.size();
        String note = "%s; %.2f s and %.1f calls a task, the fixed poller %.2f s and %.1f (times of a 60 s median)"
                .formatted(where, late * SPEED, callsATask, fixed.late * SPEED, fixed.calls);
        return List.of(
                Figure.atMost(0.25, "detection: delay of the fixed poller's", late / fixed.late, "", note),
                Figure.atMost(1, "detection: calls of the fixed poller's", callsATask / fixed.calls, "", where));
    }

    private static double fixedCalls(Duration task) {
        return Math.ceil(task.toNanos() / 1e6 / FIXED);
    }

    private static double average(List<Duration> of, ToDoubleFunction<Duration> what) {
        return of.stream().mapToDouble(what).average().orElseThrow();
    }

    /** Mean delay in seconds and calls a task. */
    private record Polling(double late, double calls) {}
}
