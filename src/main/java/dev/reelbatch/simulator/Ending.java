package dev.reelbatch.simulator;

/**
 * How a task ends.
 *
 * @param status the last {@code task_status}
 * @param errorMessage empty for a success
 * @param videos how many URLs it gives
 */
record Ending(String status, String errorMessage, int videos) {

    static final Ending SUCCESS = success(1);
    static final Ending FAILURE = without("Failure", "The video could not be generated");

    static Ending success(int videos) {
        return new Ending("Success", "", videos);
    }

    static Ending without(String status, String errorMessage) {
        return new Ending(status, errorMessage, 0);
    }

    boolean succeeds() {
        return errorMessage.isEmpty();
    }
}
