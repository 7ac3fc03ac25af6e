package dev.reelbatch.simulator;

import java.util.Arrays;
import java.util.Optional;

/** A word in a prompt that decides how its task ends; the first one in this order counts. */
enum PromptMarker {
    FAILS("[fails]", TaskEnding.without("Failure", "The prompt asked for a failure")),
    EXPIRES("[expires]", TaskEnding.without("Expired", "The task waited too long")),
    CANCELLED("[cancelled]", TaskEnding.without("Cancelled", "The task was cancelled")),
    /** The task runs for ten years. */
    STUCK("[stuck]", TaskEnding.SUCCESS),
    NO_VIDEOS("[no videos]", TaskEnding.success(0)),
    TWO_VIDEOS("[two videos]", TaskEnding.success(2));

    private final String word;
    private final TaskEnding taskEnding;

    PromptMarker(String word, TaskEnding taskEnding) {
        this.word = word;
        this.taskEnding = taskEnding;
    }

    static Optional<PromptMarker> in(String prompt) {
        return Arrays.stream(values())
                .filter(promptMarker -> prompt.contains(promptMarker.word))
                .findFirst();
    }

    TaskEnding ending() {
        return taskEnding;
    }
}
