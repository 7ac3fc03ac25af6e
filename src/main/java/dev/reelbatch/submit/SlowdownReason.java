package dev.reelbatch.submit;

/** The reason why a run submits more slowly than its limits allow, or not at all, as text for a person. */
public record SlowdownReason(Kind kind, String message) {

    /** The kind of reason, for programs; these names must not change. */
    public enum Kind {
        /** The API answered 429. */
        RATE_LIMITED,
        /** As many tasks are running as {@code --max-in-flight} allows. */
        MAX_IN_FLIGHT,
        /** The API seems to be down. */
        OUTAGE,
        /** The last call failed; the text is that of the API or the network. */
        TROUBLE,
        /** The API describes a task by an unknown word. */
        UNKNOWN_STATUS,
        /** Answers to submissions were lost, and the API is asked for their tasks. */
        LOOKING_UP,
        /** Videos can't be downloaded yet, and are tried again later. */
        DOWNLOADS_WAIT,
        /** Submitting has ended. */
        STOPPED
    }
}
