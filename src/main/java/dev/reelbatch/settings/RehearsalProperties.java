package dev.reelbatch.settings;

import java.time.Duration;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of the built-in simulator in a rehearsal. */
public record RehearsalProperties(
        @Setting("factor by which time passes faster in a rehearsal") @DefaultValue("20")
        double speed,

        @Setting("median time to generate a video") @DefaultValue("60s")
        Duration generationTime,

        @Setting("share of the rows that fail, from 0 to 1") @DefaultValue("0")
        double failureShare) {}
