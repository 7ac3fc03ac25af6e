package dev.reelbatch.home;

/** The form of the log's lines. */
public enum LogFormat {
    /** A line of words. */
    TEXT,
    /** A JSON object in each line. */
    JSON
}
