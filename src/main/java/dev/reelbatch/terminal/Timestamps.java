package dev.reelbatch.terminal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/** Formats points in time for people, by their own clock. Scripts get ISO 8601 in UTC. */
public final class Timestamps {

    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss xxx");

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm");

    private Timestamps() {}

    /** Formats a time, for example {@code 2026-04-01 09:30:00 +08:00}. */
    public static String local(Instant instant) {
        return LOCAL.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** Formats a time, for example {@code 16:05}, with the day if it is not today. */
    static String shortLocal(Instant instant, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneId.systemDefault());
        boolean isToday = LocalDate.ofInstant(instant, ZoneId.systemDefault()).equals(today);
        return (isToday ? TIME : DAY_AND_TIME).format(instant.atZone(ZoneId.systemDefault()));
    }
}
