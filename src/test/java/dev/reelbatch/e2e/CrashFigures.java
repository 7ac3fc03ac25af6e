package dev.reelbatch.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The crash suite's counts by the place of the kill, and the table that it publishes. */
final class CrashFigures {

    /** A thing that is counted. */
    enum Figure {
        KILLS("Kills"),
        CLIPS("Clips"),
        PAID_TWICE("Paid twice"),
        FORGOTTEN("Tasks forgotten"),
        SUBMITTING_AT_KILL("Being submitted at the kill"),
        IN_DOUBT("In doubt"),
        PARTIAL_FILES("Broken files shown");

        private final String title;

        Figure(String title) {
            this.title = title;
        }
    }

    private final Map<String, AtomicLongArray> byPlace = new ConcurrentSkipListMap<>();

    void add(String place, Figure figure, long count) {
        byPlace.computeIfAbsent(place, p -> new AtomicLongArray(Figure.values().length))
                .addAndGet(figure.ordinal(), count);
    }

    /** To the console and to {@code target/crash-report.md}. */
    void publish() {
        StringBuilder table = new StringBuilder("| Killed |");
        StringBuilder line = new StringBuilder("|---|");
        for (Figure figure : Figure.values()) {
            table.append(' ').append(figure.title).append(" |");
            line.append("---:|");
        }
        table.append('\n').append(line).append('\n');
        long[] sum = new long[Figure.values().length];
        byPlace.forEach((place, counts) -> {
            table.append(row(
                    place, IntStream.range(0, sum.length).mapToLong(counts::get).toArray()));
            IntStream.range(0, sum.length).forEach(i -> sum[i] += counts.get(i));
        });
        table.append(row("**in all**", sum));
        System.out.println(table);
        try {
            Files.writeString(Packaged.TARGET.resolve("crash-report.md"), table);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String row(String place, long[] counts) {
        return "| %s | %s |%n"
                .formatted(
                        place,
                        IntStream.range(0, counts.length)
                                .mapToObj(i -> String.valueOf(counts[i]))
                                .collect(Collectors.joining(" | ")));
    }
}
