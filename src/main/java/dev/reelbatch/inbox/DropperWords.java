package dev.reelbatch.inbox;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Words for people who see only the share, made from a message that is meant for the person who runs reelbatch: without
 * advice that names options, settings or commands. The facts are kept.
 */
final class DropperWords {

    private static final Pattern SENTENCE = Pattern.compile("(?<=[.!?])\\s+|(?<=[。！？])|(?<=\\n)");
    private static final Pattern CLAUSE =
            Pattern.compile("(?=; |；|, or |, then | or (?=\\w+ [^.]*--)|，或|，然后|；如果|，也可以)");
    private static final String OPTION = "(?<![\\w-])--[a-z]";
    private static final Pattern ADVICE = Pattern.compile(
            "(?i)\\b(with|without|add|use|choose|name|check|raise|run|leave|make|give)\\b.*" + OPTION
                    + "|[请用加].*" + OPTION
                    + "|reelbatch\\.[a-z]|reelbatch (run|rerun|reconcile|status|init)"
                    + "|\\brun (it |them )?again|\\brun the same command|^raise it|再次(运行|执行)",
            Pattern.DOTALL);
    private static final Pattern DASHES = Pattern.compile("(?<![\\w-])--(?=[a-z])");

    private DropperWords() {}

    /** Returns the message without that advice; as it is if it names none of these. */
    static String of(String message) {
        StringBuilder kept = new StringBuilder();
        for (String sentence : SENTENCE.split(message)) {
            String words = withoutAdvice(sentence);
            if (!words.isBlank()) {
                boolean glued = kept.isEmpty() || kept.charAt(kept.length() - 1) == '\n' || isChinese(kept);
                kept.append(glued ? "" : " ").append(words);
            }
        }
        String words = kept.toString().strip();
        return DASHES.matcher(words.isEmpty() ? message : words).replaceAll("");
    }

    private static boolean isChinese(CharSequence text) {
        return "。！？".indexOf(text.charAt(text.length() - 1)) >= 0;
    }

    /** Returns the clauses before the first one that is advice, with the sentence's end. */
    private static String withoutAdvice(String sentence) {
        List<String> kept = new ArrayList<>();
        for (String clause : CLAUSE.split(sentence)) {
            if (ADVICE.matcher(clause).find()) {
                String words = String.join("", kept).replaceFirst("[,;，； ]+$", "");
                return words.isBlank() ? "" : words + end(sentence);
            }
            kept.add(clause);
        }
        return sentence;
    }

    private static String end(String sentence) {
        String stripped = sentence.stripTrailing();
        char last = stripped.charAt(stripped.length() - 1);
        return ".。".indexOf(last) >= 0 ? String.valueOf(last) : "";
    }
}
