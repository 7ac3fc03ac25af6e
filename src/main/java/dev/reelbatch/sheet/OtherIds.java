package dev.reelbatch.sheet;

/** The treatment of rows whose request was paid for under another id, or without one. */
public enum OtherIds {
    /** Uses the videos that exist. */
    USE,
    /** Pays for new ones: another id is another request. */
    PAY,
    /** Asks the person at the terminal. */
    ASK
}
