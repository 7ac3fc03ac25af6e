package dev.reelbatch.ledger;

import java.time.Instant;

/** What somebody of the team has written about a video. */
public record Note(String by, Instant at, String text) {

    public static final int LONGEST = 2000; // characters
}
