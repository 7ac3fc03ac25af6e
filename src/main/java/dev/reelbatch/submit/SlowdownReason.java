package dev.reelbatch.submit;

/** Why a run submits more slowly than it may, or not at all, in words for a person. */
public record SlowdownReason(Kind kind, String words) {

    /** For programs: these names stay. */
    public enum Kind {
        /** The API answered 429. */
        RATE_LIMITED,
        /** As many tasks are running as {@code --max-in-flight} allows. */
        MAX_IN_FLIGHT,
        /** The API seems to be down. */
        OUTAGE,
        /** The last call failed; the words are what the API or the network said. */
        TROUBLE,
        /** The API calls a task by a word that nobody knows. */
        UNKNOWN_STATUS,
        /** Videos can't be fetched yet, and are tried again later. */
        DOWNLOADS_WAIT,
        /** Nothing more is submitted. */
        STOPPED
    }
}
