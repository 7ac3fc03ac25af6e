package dev.reelbatch.simulator;

/**
 * How a task ends.
 *
 * @param status the last {@code task_status}
 * @param errorMessage empty for a success
 * @param videos how many URLs it gives
 */
record TaskEnding(String status, String errorMessage, int videos) {

    static final TaskEnding SUCCESS = success(1);
    static final TaskEnding FAILURE = without("Failure", "The video could not be generated");

    static TaskEnding success(int videos) {
        return new TaskEnding("Success", "", videos);
    }

    static TaskEnding without(String status, String errorMessage) {
        return new TaskEnding(status, errorMessage, 0);
    }

    boolean succeeds() {
        return errorMessage.isEmpty();
    }
}
