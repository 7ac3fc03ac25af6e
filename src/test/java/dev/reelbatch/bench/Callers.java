package dev.reelbatch.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/**
 * How fast the API answers fifty callers in a home of 100,000 rows in 200 runs while a run goes on, and how much slower
 * that run is for it.
 */
final class Callers implements Part {

    private static final int RUNS = 200;
    private static final int ROWS = 500;
    private static final int CALLERS = 50;
    private static final int GOING_ON = 1_500; // rows of the run that goes on
    private static final int PER_SECOND = 50;
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final double GOAL = 100; // ms
    private static final double SHARE = 0.95;

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        List<Figure> figures = new ArrayList<>();
        try (Ground ground = Ground.with("generation=PT2S", "sigma=0.3", "bytes=1000")) {
            try (ServedHome served = ServedHome.start(ground, "5000/s")) {
                served.await(served.request("spring", Part.scaled(ROWS, scale)));
            }
            LargeHome.multiply(ground.home(), Part.scaled(RUNS, scale));
            try (ServedHome served = ServedHome.start(ground, PER_SECOND + "/s")) {
                int rows = Part.scaled(GOING_ON, scale);
                served.await(served.request("warm-up", rows / 10));
                double alone = rate(rows, served.await(served.request("alone", rows)));
                CallLoad load = new CallLoad(served, endpoints(served), PAUSE);
                String id = served.request("asked", rows);
                Duration cpu = served.cpu();
                load.start(CALLERS);
                double asked = rate(rows, served.await(id));
                load.end();
                cpu = served.cpu().minus(cpu);
                String note = "%s callers, each a call and then a pause of %s; %.0f calls/s; CPU time of serve %.1f s"
                        .formatted(CALLERS, text(PAUSE), load.perSecond(), cpu.toMillis() / 1e3);
                figures.add(Figure.atLeast(
                        SHARE,
                        "rows/s of a run with callers",
                        asked / alone,
                        "x those without",
                        String.format(Locale.ROOT, "%.1f and %.1f rows/s; %s", asked, alone, note)));
                load.figures(GOAL).forEach(figures::add);
                figures.addAll(unpaused(served, scale));
            }
        }
        return figures;
    }

    /** Fifty that ask again as soon as they have an answer: what the machine can do. */
    private static List<Figure> unpaused(ServedHome served, double scale) throws IOException, InterruptedException {
        CallLoad load = new CallLoad(served, endpoints(served), Duration.ZERO);
        String id = served.request("besieged", Part.scaled(GOING_ON, scale));
        load.start(CALLERS);
        double rate = rate(Part.scaled(GOING_ON, scale), served.await(id));
        load.end();
        return List.of(Figure.plain(
                "calls/s without a pause",
                load.perSecond(),
                "/s",
                String.format(
                        Locale.ROOT,
                        "p50 %.0f ms, p95 %.0f ms of all; the run made %.1f rows/s",
                        load.quantile(0.5),
                        load.quantile(SHARE),
                        rate)));
    }

    private static double rate(int rows, Duration took) {
        return rows / (took.toMillis() / 1e3);
    }

    private static String text(Duration pause) {
        return pause.toMillis() / 1000 + " s";
    }

    /** Every operation that only reads, on runs and jobs of all ages. */
    private static List<CallLoad.Endpoint> endpoints(ServedHome served) throws IOException, InterruptedException {
        JsonNode runs = served.json("/api/v1/runs?page=0&size=200");
        List<String> ids =
                runs.valueStream().map(run -> run.path("id").asString()).toList();
        List<String> jobs = runs.valueStream()
                .map(run -> run.path("job").asString())
                .filter(job -> job.startsWith("spring"))
                .toList();
        return List.of(
                CallLoad.Endpoint.of("/api/v1/runs"),
                CallLoad.Endpoint.of("/api/v1/runs?page=2&size=50"),
                CallLoad.Endpoint.of("/api/v1/runs/{}", ids),
                CallLoad.Endpoint.of("/api/v1/runs/{}/rows", ids),
                CallLoad.Endpoint.of("/api/v1/runs/{}/rows?status=in_doubt", ids),
                CallLoad.Endpoint.of("/api/v1/jobs"),
                CallLoad.Endpoint.of("/api/v1/jobs/{}", jobs),
                CallLoad.Endpoint.of("/api/v1/submissions"),
                CallLoad.Endpoint.of("/api/v1/submissions?job={}", jobs),
                CallLoad.Endpoint.of("/api/v1/spending?by=day"),
                CallLoad.Endpoint.of("/api/v1/spending?by=job&from=2020-01-01"),
                CallLoad.Endpoint.of("/api/v1/spending?by=user&from=2020-01-01"),
                CallLoad.Endpoint.of("/api/v1/schedules"),
                CallLoad.Endpoint.of("/api/v1/audit"),
                CallLoad.Endpoint.of("/api/v1/openapi.json"),
                CallLoad.Endpoint.of("/metrics"),
                CallLoad.Endpoint.of("/readyz"));
    }
}
