package dev.reelbatch.web.console;

import java.util.regex.Pattern;

/** The folders of this machine in messages that are meant for who started the server. */
final class FolderNames {

    private static final Pattern FOLDERS =
            Pattern.compile("(?<![\\w.:/])/(?:[^/\\s\"]+/)+|\\bjobs/(?=[^/\\s]+\\.ya?ml)");

    private FolderNames() {}

    /** Leaves them out: nobody at a page needs to know them. */
    static String leftOut(String message) {
        return FOLDERS.matcher(message).replaceAll("");
    }
}
