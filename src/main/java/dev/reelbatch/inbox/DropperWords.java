package dev.reelbatch.inbox;

import java.util.regex.Pattern;

/**
 * Words for people who see only the share, made from a message that is meant for the person who runs reelbatch. A message
 * begins with what happened; the advice after it, from the first part that names an option, a setting or a command, is
 * left out.
 */
final class DropperWords {

    /** Between sentences and between clauses. */
    private static final Pattern PART =
            Pattern.compile("(?<=[.!?])(?=\\s)|(?<=[。！？])|(?=\\n)|(?=; |；|, or |, then |，或|，然后| or [^.;]*--)");

    private static final Pattern FOR_A_SHELL = Pattern.compile("^\\s*Raise it|"
            + "(?<![\\w-])--?[a-zA-Z][\\w.-]+|\\breelbatch[. ]\\w|[A-Z]+_[A-Z_]+|(?i:\\brun (it |them )?again|same command)"
            + "|再次(运行|执行)");
    private static final Pattern DASHES = Pattern.compile("(?<![\\w-])--(?=[a-z])");

    private DropperWords() {}

    static String of(String message) {
        StringBuilder kept = new StringBuilder();
        for (String part : PART.split(message)) {
            if (!kept.isEmpty() && FOR_A_SHELL.matcher(part).find()) {
                break;
            }
            kept.append(part);
        }
        return DASHES.matcher(kept.toString().replaceFirst("[,;，；\\s]+$", "")).replaceAll("");
    }
}
