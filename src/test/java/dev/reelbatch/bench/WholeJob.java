package dev.reelbatch.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A whole job from its first submit to the end of the process, against the shortest time for its tasks. */
final class WholeJob {

    private static final int ROWS = 500;
    private static final int PER_SECOND = 50;
    private static final double GOAL = 1.05;

    private WholeJob() {}

    static List<Figure> measure(double scale, int atOnce) throws IOException, InterruptedException {
        int rows = Part.scaled(ROWS, scale);
        try (Ground ground = Ground.with("generation=PT5S", "sigma=0.5", "bytes=1000000")) {
            List<String> options = new ArrayList<>(Ground.EAGER);
            options.addAll(
                    List.of("--rate", PER_SECOND + "/s", "--max-in-flight", String.valueOf(Math.min(atOnce, 100_000))));
            long end = ground.run("", ground.sheet(rows), options);
            double simulatorCpu = ground.simulator().cpu().toMillis() / 1e3;
            Calls calls = ground.simulator().end();
            double shortest =
                    ShortestTime.of(PER_SECOND, atOnce, calls.generations()).toMillis() / 1e3;
            double took = Calls.seconds(calls.firstSubmit(), end);
            long lastEnd =
                    calls.ends().values().stream().mapToLong(at -> at).max().orElseThrow();
            String what = atOnce == Integer.MAX_VALUE ? "whole job" : "whole job, " + atOnce + " at once";
            String note =
                    "%d rows: %.2f s of T_min %.2f s; the last task ended after %.2f s; %d status calls; simulator %.1f s CPU"
                            .formatted(
                                    rows,
                                    took,
                                    shortest,
                                    Calls.seconds(calls.firstSubmit(), lastEnd),
                                    calls.statuses().size(),
                                    simulatorCpu);
            return List.of(Figure.atMost(GOAL, what, took / shortest, "x T_min", note));
        }
    }
}
