package dev.reelbatch.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An account whose limits nobody told the client: 10 submits a second, 15 tasks at once. */
final class UnknownLimits implements Part {

    private static final int ROWS = 300;
    private static final int PER_SECOND = 10;
    private static final int AT_ONCE = 15;
    private static final long SETTLED = 20_000_000;
    private static final double REFUSED = 0.05;
    private static final double GOAL = 1.25;

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        int rows = Part.scaled(ROWS, scale);
        try (Ground ground =
                Ground.with("generation=PT2S", "sigma=0.5", "bytes=1000", "rate=" + PER_SECOND, "running=" + AT_ONCE)) {
            List<String> options = new ArrayList<>(Ground.EAGER);
            options.addAll(List.of("--rate", "50/s", "--max-in-flight", "100000"));
            long end = ground.run("", ground.sheet(rows), options);
            return figures(ground.simulator().end(), end, rows);
        }
    }

    private static List<Figure> figures(Calls calls, long end, int rows) {
        double shortest =
                ShortestTime.of(PER_SECOND, AT_ONCE, calls.generations()).toMillis() / 1e3;
        double took = Calls.seconds(calls.firstSubmit(), end);
        long from = calls.firstSubmit() + SETTLED;
        long submits = calls.submits().stream().filter(at -> at > from).count();
        long accepted =
                calls.accepted().values().stream().filter(at -> at > from).count();
        int all = calls.submits().size();
        return List.of(
                Figure.atMost(
                        GOAL,
                        "unknown limits: time",
                        took / shortest,
                        "x T_min",
                        "%d rows: %.1f s of T_min %.1f s".formatted(rows, took, shortest)),
                Figure.atMost(
                        REFUSED,
                        "unknown limits: submits answered 429 after 20 s",
                        submits == 0 ? 0 : (double) (submits - accepted) / submits,
                        "",
                        "%d of %d; in all %d of %d"
                                .formatted(
                                        submits - accepted,
                                        submits,
                                        all - calls.accepted().size(),
                                        all)));
    }
}
