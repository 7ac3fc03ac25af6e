package dev.reelbatch.sheet;

/** What rows get whose request was paid for under another id, or under none. */
public enum OtherIds {
    /** The videos that exist. */
    USE,
    /** New ones: another id is another request. */
    PAY,
    /** Whatever the person says who is there to be asked. */
    ASK
}
