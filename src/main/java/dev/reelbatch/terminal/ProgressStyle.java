package dev.reelbatch.terminal;

import java.util.Locale;

/** The ways of showing the progress of a run. */
public enum ProgressStyle {
    /** Bars at a terminal, lines elsewhere. */
    AUTO,
    /** Live bars; plain lines if the terminal can't move its cursor. */
    BAR,
    PLAIN,
    JSON,
    NONE;

    /** Returns the name in the spelling of the command line, which a shell completes. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
