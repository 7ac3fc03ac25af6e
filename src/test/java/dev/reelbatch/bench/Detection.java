package dev.reelbatch.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * How long after its end a task's download starts, and how many status calls that takes, against a
 * poller that asks for every open task each five seconds. Time is scaled down, for both alike.
 */
final class Detection implements Part {

    private static final int ROWS = 400;
    private static final int SPEED = 4;
    private static final double MEDIAN = 60.0 / SPEED;
    private static final double FIXED = 5.0 / SPEED;
    private static final String INTERVAL = "-Dreelbatch.poll.interval=%dms";

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        int rows = Part.scaled(ROWS, scale);
        List<Figure> figures = new ArrayList<>();
        figures.addAll(measure(rows, "defaults", (int) (FIXED * 1000)));
        figures.addAll(measure(rows, "poll.interval 1s", 1000 / SPEED));
        return figures;
    }

    private static List<Figure> measure(int rows, String how, int intervalMillis)
            throws IOException, InterruptedException {
        long median = (long) (MEDIAN * 1000);
        try (Ground ground = Ground.with("generation=PT" + median / 1e3 + "S", "sigma=0.5", "bytes=1000")) {
            ground.run(
                    "",
                    ground.sheet(rows),
                    List.of(
                            "--rate",
                            "20/s",
                            "--max-in-flight",
                            "100000",
                            INTERVAL.formatted(intervalMillis),
                            "-Dreelbatch.poll.first-after=" + 10_000 / SPEED + "ms",
                            "-Dreelbatch.poll.rate=1000/s",
                            "-Dreelbatch.download.parallel=8"));
            return figures(ground.simulator().end(), how);
        }
    }

    private static List<Figure> figures(Calls calls, String how) {
        Polling fixed = fixed(calls);
        double late = calls.downloads().entrySet().stream()
                .mapToDouble(download ->
                        Calls.seconds(calls.ends().getOrDefault(download.getKey(), 0L), download.getValue()))
                .average()
                .orElseThrow();
        double callsATask = (double) calls.statuses().size() / calls.accepted().size();
        String note = "%s; %.2f s and %.1f calls a task, the fixed poller %.2f s and %.1f (times of a 60 s median)"
                .formatted(how, late * SPEED, callsATask, fixed.late * SPEED, fixed.calls);
        return List.of(
                Figure.atMost(0.25, "detection: delay of the fixed poller's", late / fixed.late, "", note),
                Figure.atMost(1, "detection: calls of the fixed poller's", callsATask / fixed.calls, "", how));
    }

    /** Mean delay in seconds and calls a task. */
    private record Polling(double late, double calls) {}

    /** It asks from the first submit on, so that a task's end falls anywhere between two questions. */
    private static Polling fixed(Calls calls) {
        double late = 0;
        double asked = 0;
        for (Map.Entry<String, Long> task : calls.accepted().entrySet()) {
            double begin = Calls.seconds(calls.firstSubmit(), task.getValue()) / FIXED;
            double end = Calls.seconds(calls.firstSubmit(), calls.ends().getOrDefault(task.getKey(), 0L)) / FIXED;
            late += (Math.ceil(end) - end) * FIXED;
            asked += Math.ceil(end) - Math.floor(begin);
        }
        int tasks = calls.accepted().size();
        return new Polling(late / tasks, asked / tasks);
    }
}
