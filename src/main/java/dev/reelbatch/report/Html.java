package dev.reelbatch.report;

import org.jspecify.annotations.Nullable;

/** Markup that may stand in a page: text that was escaped, or a template filled with such. */
record Html(String markup) {

    static final Html NONE = new Html("");

    /** Any text, which shows as itself between tags and in quoted attributes. */
    static Html text(@Nullable Object text) {
        if (text == null) {
            return NONE;
        }
        String plain = text.toString();
        StringBuilder markup = new StringBuilder(plain.length() + 16);
        plain.chars().forEach(c -> append(markup, (char) c));
        return new Html(markup.toString());
    }

    private static void append(StringBuilder markup, char c) {
        switch (c) {
            case '&' -> markup.append("&amp;");
            case '<' -> markup.append("&lt;");
            case '>' -> markup.append("&gt;");
            case '"' -> markup.append("&quot;");
            case '\'' -> markup.append("&#39;");
            case '\t', '\n' -> markup.append(c);
            default -> markup.append(c < ' ' ? '\uFFFD' : c); // HTML knows no other control characters
        }
    }

    /** An attribute that hides the element it stands in, or nothing. */
    static Html hiddenUnless(boolean shown) {
        return shown ? NONE : new Html("hidden");
    }

    /**
     * Makes a page renew itself where scripts are off; where they are on, the page's own script does,
     * and waits for a video that is being watched.
     */
    static Html renewalUnless(boolean finished) {
        return finished ? NONE : new Html("<noscript><meta http-equiv=\"refresh\" content=\"10\"></noscript>");
    }
}
