package dev.reelbatch.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Stream;

/** How long pages took to their first byte, and how large they were. */
final class PageTimes {

    private static final int OK = 200;
    private static final double MILLION = 1e6;
    private static final double KILOBYTE = 1e3;
    private static final double P95 = 0.95;

    private final ServedHome served;
    private final Map<String, Queue<Answer>> answers = new TreeMap<>();

    private record Answer(long firstByte, long bytes) {}

    PageTimes(ServedHome served) {
        this.served = served;
    }

    /** Asks for a page and reads it. */
    void get(String name, String path) throws IOException, InterruptedException {
        long start = System.nanoTime();
        HttpResponse<InputStream> response = served.open(path);
        try (InputStream body = response.body()) {
            int first = body.read();
            long took = System.nanoTime() - start;
            long bytes = body.readAllBytes().length + (first < 0 ? 0 : 1);
            if (response.statusCode() != OK) {
                throw new IOException(path + " answered " + response.statusCode());
            }
            queue(name).add(new Answer(took, bytes));
        }
    }

    private synchronized Queue<Answer> queue(String name) {
        return answers.computeIfAbsent(name, page -> new ConcurrentLinkedQueue<>());
    }

    List<Figure> figures(double goal, double largest) {
        List<Figure> figures = new ArrayList<>();
        figures.add(Figure.atMost(
                goal,
                "all pages, first byte, p95",
                quantile(all(), P95),
                "ms",
                String.format(Locale.ROOT, "%d pages, p50 %.1f ms", all().count(), quantile(all(), 0.5))));
        answers.forEach((name, times) -> figures.add(Figure.atMost(
                goal,
                name + ", first byte, p95",
                quantile(times.stream(), P95),
                "ms",
                String.format(
                        Locale.ROOT,
                        "%d pages, p50 %.1f ms, slowest %.0f ms, largest %.0f KB",
                        times.size(),
                        quantile(times.stream(), 0.5),
                        quantile(times.stream(), 1),
                        times.stream().mapToLong(Answer::bytes).max().orElse(0) / KILOBYTE))));
        figures.add(Figure.atMost(
                largest,
                "largest page",
                all().mapToLong(Answer::bytes).max().orElse(0) / KILOBYTE,
                "KB",
                "as it is without compression"));
        return figures;
    }

    private Stream<Answer> all() {
        return answers.values().stream().flatMap(Queue::stream);
    }

    private static double quantile(Stream<Answer> times, double share) {
        List<Long> sorted = times.map(Answer::firstByte).sorted().toList();
        return sorted.isEmpty() ? 0 : sorted.get((int) Math.min(sorted.size() - 1, sorted.size() * share)) / MILLION;
    }
}
