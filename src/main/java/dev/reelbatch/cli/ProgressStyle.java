package dev.reelbatch.cli;

import java.util.Locale;

/** How a run tells what it is doing. */
enum ProgressStyle {
    AUTO,
    PLAIN,
    JSON,
    NONE;

    /** As it is written on the command line. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
