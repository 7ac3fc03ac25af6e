package dev.reelbatch.bench;

import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** The wall clock, which all processes of a machine share, in microseconds. */
final class Clock {

    private Clock() {}

    static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
