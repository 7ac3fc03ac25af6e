package dev.reelbatch.web;

import java.util.regex.Pattern;

/** Texts for people at the command line, as callers of the HTTP API can use them. */
public final class HttpText {

    private static final Pattern OPTION = Pattern.compile("(?<![\\w-])--([a-z][a-z-]*)");

    /** Full paths but their last names. The folders' names may hold blanks, but no punctuation, which ends a path. */
    private static final Pattern FOLDERS = Pattern.compile("(?<![\\w.:/\\\\])(?:[A-Za-z]:)?[/\\\\]{1,2}"
            + "(?:[^\\s\"'/\\\\]+(?:(?<![,;:.)]) [^\\s\"'/\\\\,;:()<>|，；：、。（）“”]+){0,6}[/\\\\]){1,40}");

    private HttpText() {}

    /** Names options as the fields are named, and files without their folders, which are nobody else's concern. */
    public static String of(String text) {
        String fields =
                OPTION.matcher(text).replaceAll(option -> option.group(1).replace('-', '_'));
        return FOLDERS.matcher(fields).replaceAll("");
    }
}
