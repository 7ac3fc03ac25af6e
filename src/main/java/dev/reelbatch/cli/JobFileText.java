package dev.reelbatch.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The text of a job file. Setting a key changes its line alone: comments and order stay. It knows the usual form, a key and
 * its value on one line; whoever uses it checks by reading that the result says what was meant.
 */
record JobFileText(String text) {

    private static final Pattern PLAIN = Pattern.compile("[\\p{L}\\p{N}_./][\\p{L}\\p{N}_./+-]*");
    private static final Pattern QUOTED = Pattern.compile("(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*')(.*)");
    private static final Pattern UNQUOTED = Pattern.compile("(.*?)([ \\t]+#.*|[ \\t]*)");

    /** Returns the text with other values; null leaves a key out. */
    JobFileText with(Map<String, @Nullable String> values) {
        JobFileText changed = this;
        for (Map.Entry<String, @Nullable String> entry : values.entrySet()) {
            changed = changed.with(entry.getKey(), entry.getValue());
        }
        return changed;
    }

    private JobFileText with(String key, @Nullable String value) {
        List<String> lines = new ArrayList<>(text.isEmpty() ? List.of() : List.of(text.split("(?<=\n)")));
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = line(key).matcher(lines.get(i));
            if (line.matches()) {
                if (value == null) {
                    lines.remove(i);
                } else {
                    lines.set(i, line.group(1) + " " + quoted(value) + rest(line.group(2)) + line.group(3));
                }
                return new JobFileText(String.join("", lines));
            }
        }
        return value == null ? this : new JobFileText(ended() + line(key, value) + lineEnd());
    }

    private static Pattern line(String key) {
        return Pattern.compile("(" + Pattern.quote(key) + "[ \\t]*:)(?:[ \\t]+(.*?))?(\\R?)", Pattern.DOTALL);
    }

    /** Returns the comment behind a value, with the blanks before it. */
    private static String rest(@Nullable String said) {
        if (said == null) {
            return "";
        }
        Matcher quoted = QUOTED.matcher(said);
        Matcher unquoted = UNQUOTED.matcher(said);
        return quoted.matches() ? quoted.group(2) : unquoted.matches() ? unquoted.group(2) : "";
    }

    private String ended() {
        return text.isEmpty() || text.endsWith("\n") ? text : text + lineEnd();
    }

    private String lineEnd() {
        return text.contains("\r\n") ? "\r\n" : "\n";
    }

    /** Returns the lines that say these values. */
    static String lines(Map<String, @Nullable String> values) {
        return values.entrySet().stream()
                .map(entry -> line(entry.getKey(), entry.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    private static String line(String key, @Nullable String value) {
        return value == null ? "# " + key + ":" : key + ": " + quoted(value);
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches()
                ? value
                : '"' + value.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
