package dev.reelbatch.simulator;

import java.util.Arrays;
import java.util.Optional;

/** A word in a prompt that decides how its task ends; the first one in this order counts. */
enum Marker {
    FAILS("[fails]", Ending.without("Failure", "The prompt asked for a failure")),
    EXPIRES("[expires]", Ending.without("Expired", "The task waited too long")),
    CANCELLED("[cancelled]", Ending.without("Cancelled", "The task was cancelled")),
    /** Runs for ten years. */
    STUCK("[stuck]", Ending.SUCCESS),
    NO_VIDEOS("[no videos]", Ending.success(0)),
    TWO_VIDEOS("[two videos]", Ending.success(2));

    private final String word;
    private final Ending ending;

    Marker(String word, Ending ending) {
        this.word = word;
        this.ending = ending;
    }

    static Optional<Marker> in(String prompt) {
        return Arrays.stream(values())
                .filter(marker -> prompt.contains(marker.word))
                .findFirst();
    }

    Ending ending() {
        return ending;
    }
}
