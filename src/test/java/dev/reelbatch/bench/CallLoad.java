package dev.reelbatch.bench;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Callers that ask at random for one endpoint after the other, each on a connection of its own, until they are ended. */
final class CallLoad {

    private static final int OK = 200;
    private static final double MILLION = 1e6;

    private final ServedHome served;
    private final List<Endpoint> endpoints;
    private final Duration pause;
    private final Map<String, Queue<Long>> nanos = new LinkedHashMap<>();
    private final List<Thread> callers = new ArrayList<>();
    private volatile boolean ended;
    private volatile @Nullable Exception failure;
    private long began;
    private long lasted;

    /** A path, with {@code {}} for one of several names. */
    record Endpoint(String path, List<String> names) {

        static Endpoint of(String path) {
            return new Endpoint(path, List.of(""));
        }

        static Endpoint of(String path, List<String> names) {
            return new Endpoint(path, names);
        }

        String any() {
            return path.replace("{}", names.get(ThreadLocalRandom.current().nextInt(names.size())));
        }
    }

    /** @param pause of each caller after each answer */
    CallLoad(ServedHome served, List<Endpoint> endpoints, Duration pause) {
        this.served = served;
        this.endpoints = endpoints;
        this.pause = pause;
        endpoints.forEach(endpoint -> nanos.put(endpoint.path(), new ConcurrentLinkedQueue<>()));
    }

    void start(int count) {
        began = System.nanoTime();
        for (int i = 0; i < count; i++) {
            Thread caller = new Thread(this::call, "caller-" + i);
            caller.start();
            callers.add(caller);
        }
    }

    private void call() {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(pause.toMillis() + 1));
            while (!ended) {
                Endpoint endpoint = endpoints.get(ThreadLocalRandom.current().nextInt(endpoints.size()));
                long start = System.nanoTime();
                HttpResponse<byte[]> response = served.get(endpoint.any());
                long took = System.nanoTime() - start;
                nanos.computeIfAbsent(endpoint.path(), path -> new ConcurrentLinkedQueue<>())
                        .add(took);
                if (response.statusCode() != OK) {
                    throw new IOException(endpoint.path() + " answered " + response.statusCode());
                }
                Thread.sleep(pause.toMillis());
            }
        } catch (IOException | InterruptedException e) {
            failure = e;
        }
    }

    /** Waits for the last answers. */
    void end() throws InterruptedException {
        ended = true;
        for (Thread caller : callers) {
            caller.join();
        }
        lasted = System.nanoTime() - began;
        if (failure != null) {
            throw new IllegalStateException("A caller failed", failure);
        }
    }

    double perSecond() {
        return all().count() / (lasted / (MILLION * 1000));
    }

    /** Returns the time in milliseconds within which this share of all answers came. */
    double quantile(double share) {
        return quantile(all(), share);
    }

    private Stream<Long> all() {
        return nanos.values().stream().flatMap(Queue::stream);
    }

    private static double quantile(Stream<Long> times, double share) {
        List<Long> sorted = times.sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / MILLION;
    }

    /** Returns the 95th percentile of each endpoint. */
    List<Figure> figures(double goal) {
        return nanos.entrySet().stream()
                .map(times -> Figure.atMost(
                        goal,
                        "GET " + times.getKey() + ", p95",
                        quantile(times.getValue().stream(), 0.95),
                        "ms",
                        String.format(
                                Locale.ROOT,
                                "%d calls, p50 %.1f ms, slowest %.0f ms",
                                times.getValue().size(),
                                quantile(times.getValue().stream(), 0.5),
                                quantile(times.getValue().stream(), 1))))
                .toList();
    }
}
