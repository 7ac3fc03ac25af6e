package dev.reelbatch.simulator;

import java.util.Arrays;
import java.util.Optional;

/** A word in a prompt that decides what becomes of its task; the first one in this order counts. */
enum Marker {
    /** The submit is refused by moderation. */
    MODERATED("[moderated]"),
    /** The task ends in Failure. */
    FAILS("[fails]"),
    /** The task ends in Expired. */
    EXPIRES("[expires]"),
    /** The task ends in Cancelled. */
    CANCELLED("[cancelled]"),
    /** The task never ends. */
    STUCK("[stuck]"),
    /** The task ends in Success, without any URL. */
    EMPTY("[no videos]"),
    /** The task ends in Success, with two URLs. */
    TWO("[two videos]");

    private final String word;

    Marker(String word) {
        this.word = word;
    }

    static Optional<Marker> in(String prompt) {
        return Arrays.stream(values())
                .filter(marker -> prompt.contains(marker.word))
                .findFirst();
    }
}
