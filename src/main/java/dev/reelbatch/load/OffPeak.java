package dev.reelbatch.load;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A vendor's service that takes its time for a lower price.
 *
 * @param when condition on the requests that are made off-peak
 * @param mayTake field with the seconds after which the vendor gives a task up
 */
record OffPeak(Condition when, String mayTake) {

    /** Returns the fields of the same video made off-peak. */
    Map<String, String> with(Map<String, String> given) {
        Map<String, String> changed = new LinkedHashMap<>(given);
        when.terms().forEach((field, values) -> changed.put(field, values.get(0)));
        return changed;
    }

    /** Returns how long a task may take; zero if it is not made off-peak. */
    Duration mayTake(Map<String, String> values) {
        Integer seconds = when.holds(values) ? PriceList.whole(values.get(mayTake)) : null;
        return seconds == null ? Duration.ZERO : Duration.ofSeconds(seconds);
    }
}
