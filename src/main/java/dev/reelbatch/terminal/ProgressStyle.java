package dev.reelbatch.terminal;

import java.util.Locale;

/** How a run tells what it is doing. */
public enum ProgressStyle {
    /** Bars at a terminal, lines elsewhere. */
    AUTO,
    /** Live lines with bars; plain lines where the terminal can't move its cursor. */
    BAR,
    PLAIN,
    JSON,
    NONE;

    /** As it is written on a command line, where a shell completes it. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
