package dev.reelbatch.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * The calls that reached a simulator, each with its time in microseconds of the wall clock, in that order.
 *
 * @param submits when each submit came, accepted or not
 * @param accepted when each task was accepted
 * @param ends when each task ended
 * @param statuses when a status call came
 * @param downloads when each task's first download came
 */
record Calls(
        List<Long> submits,
        Map<String, Long> accepted,
        Map<String, Long> ends,
        List<Long> statuses,
        Map<String, Long> downloads) {

    static Calls read(Path log) {
        Calls calls = new Calls(
                new ArrayList<>(),
                new LinkedHashMap<>(),
                new LinkedHashMap<>(),
                new ArrayList<>(),
                new LinkedHashMap<>());
        try {
            Files.readAllLines(log).forEach(calls::add);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        calls.submits.sort(null);
        calls.statuses.sort(null);
        return calls;
    }

    private void add(String line) {
        String[] parts = line.split(" ");
        long at = Long.parseLong(parts[1]);
        switch (parts[0]) {
            case "submit" -> submits.add(at);
            case "accepted" -> accepted.put(parts[2], at);
            case "ends" -> ends.put(parts[2], at);
            case "status" -> statuses.add(at);
            default -> downloads.merge(parts[2], at, Math::min);
        }
    }

    /** The calls from one time on and before another, and the ends of the tasks accepted then. */
    Calls within(long from, long to) {
        Predicate<Long> then = at -> at >= from && at < to;
        Map<String, Long> tasks = new LinkedHashMap<>(accepted);
        tasks.values().removeIf(then.negate());
        return new Calls(
                submits.stream().filter(then).toList(),
                tasks,
                only(tasks, ends),
                statuses.stream().filter(then).toList(),
                only(tasks, downloads));
    }

    private static Map<String, Long> only(Map<String, Long> tasks, Map<String, Long> all) {
        Map<String, Long> those = new LinkedHashMap<>(all);
        those.keySet().retainAll(tasks.keySet());
        return those;
    }

    long firstSubmit() {
        return submits.get(0);
    }

    long lastSubmit() {
        return submits.get(submits.size() - 1);
    }

    /** The duration of each task, in the order in which they were accepted. */
    List<Duration> generations() {
        return accepted.entrySet().stream()
                .map(task -> Duration.of(ends.getOrDefault(task.getKey(), 0L) - task.getValue(), ChronoUnit.MICROS))
                .toList();
    }

    /** The number of windows of a second, each beginning with a submit, that hold more submits than this. */
    long windowsAbove(int perSecond) {
        long above = 0;
        for (int i = 0; i + perSecond < submits.size(); i++) {
            above += submits.get(i + perSecond) - submits.get(i) < 1_000_000 ? 1 : 0;
        }
        return above;
    }

    /** The shortest time, in microseconds, from a submit to the n-th after it; 0 if there are not so many. */
    long tightest(int n) {
        return IntStream.range(0, Math.max(0, submits.size() - n))
                .mapToLong(i -> submits.get(i + n) - submits.get(i))
                .min()
                .orElse(0);
    }

    /** The part of the rate in use from the first submit to the last. */
    double shareOf(double perSecond) {
        return (submits.size() - 1) / perSecond / seconds(firstSubmit(), lastSubmit());
    }

    static double seconds(long from, long to) {
        return (to - from) / 1e6;
    }
}
