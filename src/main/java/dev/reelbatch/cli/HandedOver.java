package dev.reelbatch.cli;

/** A command that a {@code serve} does if it holds the home. */
interface HandedOver {

    HomeOptions home();

    /** Returns true if lines of the command may change in place. */
    default boolean movesCursor() {
        return false;
    }

    /** Returns true if the command reads its sheet from standard input. */
    default boolean readsInput() {
        return false;
    }
}
