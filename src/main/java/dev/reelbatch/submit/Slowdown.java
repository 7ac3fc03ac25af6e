package dev.reelbatch.submit;

/** Why a run submits more slowly than it may, or not at all, in words for a person. */
public record Slowdown(Kind kind, String words) {

    /** For programs: these names stay. */
    public enum Kind {
        /** The API answered 429. */
        RATE_LIMITED,
        /** As many tasks are running as {@code --max-in-flight} allows. */
        MAX_IN_FLIGHT,
        /** The API seems to be down. */
        OUTAGE,
        /** Nothing more is submitted. */
        STOPPED
    }
}
