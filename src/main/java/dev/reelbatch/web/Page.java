package dev.reelbatch.web;

/** A page of a list: its length and where it begins. */
record Page(int limit, int offset) {

    private static final int MOST = 200;
    private static final int DEEPEST = 1_000_000; // pages

    /** Returns the page with this number, counted from 0; sizes and numbers that make no sense become the nearest. */
    static Page of(int number, int size) {
        int limit = Math.min(Math.max(size, 1), MOST);
        return new Page(limit, Math.min(Math.max(number, 0), DEEPEST) * limit);
    }
}
