package dev.reelbatch.web.console;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Who has looked at which sheet in the last minutes, so that two people do not change the same one unawares. */
final class SheetVisitors {

    private static final Duration LATELY = Duration.ofMinutes(5);
    private static final int MOST = 500; // sheets

    private final Map<String, Map<String, Instant>> seen = new LinkedHashMap<>();

    /** Notes that a person looks at a sheet, and returns who else has done so lately. */
    synchronized List<String> others(String sheet, String person, Instant now) {
        if (seen.size() > MOST) {
            seen.clear();
        }
        Map<String, Instant> visitors = seen.computeIfAbsent(sheet, id -> new LinkedHashMap<>());
        visitors.values().removeIf(at -> at.isBefore(now.minus(LATELY)));
        visitors.put(person, now);
        return visitors.keySet().stream().filter(other -> !other.equals(person)).toList();
    }
}
