package dev.reelbatch.load;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Averages how long the videos of each model usually take to generate, as far as the vendor says. */
final class TypicalTimes {

    private record Sum(Duration time, long clips) {

        Sum plus(Sum other) {
            return new Sum(time.plus(other.time), clips + other.clips);
        }
    }

    private final Map<String, Sum> sums = new TreeMap<>();

    void add(PromptRow row) {
        if (row.takes() != null) {
            sums.merge(row.model(), new Sum(row.takes().multipliedBy(row.count()), row.count()), Sum::plus);
        }
    }

    Map<String, Duration> byModel() {
        return sums.entrySet().stream().collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, sum -> sum.getValue()
                .time()
                .dividedBy(sum.getValue().clips())));
    }
}
