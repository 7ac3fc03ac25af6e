package dev.reelbatch.cli;

/** How a run tells what it is doing. */
enum ProgressStyle {
    AUTO,
    PLAIN,
    JSON,
    NONE
}
