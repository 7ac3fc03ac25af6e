package dev.reelbatch.settings;

import org.springframework.boot.context.properties.bind.DefaultValue;

/** The settings of {@code serve}. */
public record ServeProperties(
        @Setting("number of runs at once in `serve`; they share one rate and one limit of tasks at once")
        @DefaultValue("4")
        int parallelRuns) {}
