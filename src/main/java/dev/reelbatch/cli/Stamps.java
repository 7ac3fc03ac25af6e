package dev.reelbatch.cli;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Points in time for people: those of their own clock. Scripts get ISO 8601 in UTC. */
final class Stamps {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    private Stamps() {}

    /** For example {@code 2026-04-01 09:30:00 +08:00}. */
    static String local(Instant instant) {
        return LOCAL.format(instant.atZone(ZoneId.systemDefault()));
    }
}
