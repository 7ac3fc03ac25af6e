package dev.reelbatch.web.console;

/** What a page shows: the values of its template, made in the page's language. */
interface PageView {

    /** Returns the title of the page, which its heading repeats. */
    String title();
}
