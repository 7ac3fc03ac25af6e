package dev.reelbatch.simulator;

/**
 * The end of a task.
 *
 * @param status the last {@code task_status}
 * @param errorMessage empty for a success
 * @param videos number of URLs
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
