package dev.reelbatch.web;

import java.util.regex.Pattern;

/** Texts for people at the command line, as callers of the HTTP API can use them. */
final class HttpText {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][a-z-]*)");
    private static final Pattern FOLDERS =
            Pattern.compile("(?<![\\w:/\\\\])(?:[A-Za-z]:)?[/\\\\](?:[^\\s\"'/\\\\]+[/\\\\])+");

    private HttpText() {}

    /** Names options as the fields are named, and files without their folders, which are nobody else's concern. */
    static String of(String text) {
        String fields =
                OPTION.matcher(text).replaceAll(option -> option.group(1).replace('-', '_'));
        return FOLDERS.matcher(fields).replaceAll("");
    }
}
