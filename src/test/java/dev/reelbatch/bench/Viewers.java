package dev.reelbatch.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How fast the pages of the console come to fifty people who look at a home of 100,000 rows in 200 runs while a run goes
 * on at full pace. Each opens a page, lets it renew itself as the page's script does, and goes on to the next.
 */
final class Viewers implements Part {

    private static final int RUNS = 180;
    private static final int ROWS = 500;
    private static final int LARGE = 10_000;
    private static final int GOING_ON = 3_000;
    private static final int PER_SECOND = 50;
    private static final int PEOPLE = 50;
    private static final int RENEWALS = 5; // of a page, before the next one is opened
    private static final Duration EVERY = Duration.ofSeconds(3);
    private static final double GOAL = 150; // ms to the first byte
    private static final double LARGEST = 300; // KB

    /** A page, and what renews it; empty for a page that does not renew itself. */
    private record Page(String name, String path, String live) {}

    @Override
    public List<Figure> measure(double scale) throws IOException, InterruptedException {
        try (Ground ground = Ground.with("generation=PT2S", "sigma=0.3", "bytes=1000")) {
            try (ServedHome served = ServedHome.start(ground, "5000/s")) {
                served.await(served.request("spring", Part.scaled(ROWS, scale)));
            }
            LargeHome.multiply(ground.home(), Part.scaled(RUNS, scale));
            String large;
            try (ServedHome served = ServedHome.start(ground, "5000/s")) {
                large = served.request("large", Part.scaled(LARGE, scale));
                served.await(large);
            }
            try (ServedHome served = ServedHome.start(ground, PER_SECOND + "/s")) {
                int rows = Part.scaled(GOING_ON, scale);
                served.await(served.request("warm-up", rows / 10));
                String id = served.request("looked-at", rows);
                PageTimes times = new PageTimes(served);
                Duration cpu = served.cpu();
                Duration took = looked(served, times, pages(served, large, id), id);
                cpu = served.cpu().minus(cpu);
                List<Figure> figures = new ArrayList<>(times.figures(GOAL, LARGEST));
                figures.add(Figure.plain(
                        "rows/s of the run that is looked at",
                        rows / (took.toMillis() / 1e3),
                        "/s",
                        String.format(
                                Locale.ROOT, "%d people; CPU time of serve %.1f s", PEOPLE, cpu.toMillis() / 1e3)));
                return figures;
            }
        }
    }

    /** Lets people look until the run has ended. */
    private static Duration looked(ServedHome served, PageTimes times, List<Page> pages, String id)
            throws IOException, InterruptedException {
        AtomicBoolean ended = new AtomicBoolean();
        AtomicReference<@Nullable Exception> failure = new AtomicReference<>();
        List<Thread> people = new ArrayList<>();
        for (int i = 0; i < PEOPLE; i++) {
            Thread person = new Thread(() -> look(times, pages, ended, failure), "person-" + i);
            person.start();
            people.add(person);
        }
        Duration took = served.await(id);
        ended.set(true);
        for (Thread person : people) {
            person.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException("A page failed", failure.get());
        }
        return took;
    }

    private static void look(
            PageTimes times, List<Page> pages, AtomicBoolean ended, AtomicReference<@Nullable Exception> failure) {
        try {
            TimeUnit.MILLISECONDS.sleep(ThreadLocalRandom.current().nextLong(EVERY.toMillis()));
            while (!ended.get()) {
                Page page = pages.get(ThreadLocalRandom.current().nextInt(pages.size()));
                times.get(page.name(), page.path());
                for (int i = 0; i < RENEWALS && !ended.get(); i++) {
                    TimeUnit.MILLISECONDS.sleep(EVERY.toMillis());
                    if (!page.live().isEmpty()) {
                        times.get(page.name() + ", renewed", page.live());
                    }
                }
            }
        } catch (IOException | InterruptedException e) {
            failure.set(e);
        }
    }

    private static List<Page> pages(ServedHome served, String large, String goingOn)
            throws IOException, InterruptedException {
        JsonNode runs = served.json("/api/v1/runs?page=3&size=10");
        String older = runs.get(0).path("id").asString();
        String olderJob = runs.get(0).path("job").asString();
        return List.of(
                new Page("overview", "/", "/overview/live"),
                new Page("runs", "/runs", ""),
                run("run that goes on", goingOn, ""),
                run("run of 10,000 rows", large, ""),
                run("its wall", large, "view=wall&page=100"),
                run("its failed rows", large, "state=failed"),
                run("older run", older, ""),
                new Page("job of 10,000 rows", "/jobs/large", ""),
                new Page("older job", "/jobs/" + olderJob, ""),
                new Page("spending", "/spending", ""),
                new Page("approvals", "/approvals", ""));
    }

    private static Page run(String name, String id, String fields) {
        String more = fields.isEmpty() ? "" : "&" + fields;
        return new Page(
                name, "/runs/" + id + (fields.isEmpty() ? "" : "?" + fields), "/runs/" + id + "/live?key=k" + more);
    }
}
