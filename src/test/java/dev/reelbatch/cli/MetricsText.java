package dev.reelbatch.cli;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer of /metrics, read strictly by Prometheus' text format: anything that is not in it is an error. */
final class MetricsText {

    private static final String NAME = "[a-zA-Z_:][a-zA-Z0-9_:]*";
    private static final String LABEL = "[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\\\n]|\\\\[\\\\\"n])*\"";
    private static final Pattern COMMENT =
            Pattern.compile("# (?:HELP (" + NAME + ") .*|TYPE (" + NAME + ") (?:counter|gauge|histogram|summary))");
    private static final Pattern SAMPLE = Pattern.compile(
            "(" + NAME + ")(?:\\{(" + LABEL + "(?:," + LABEL + ")*)\\})? (-?[0-9.]+(?:E-?[0-9]+)?|NaN|[+-]Inf)");

    private final Map<String, Double> values = new TreeMap<>();
    private final Map<String, Set<String>> labels = new HashMap<>();

    MetricsText(String text) {
        for (String line : text.split("\n")) {
            if (line.startsWith("#")) {
                if (!COMMENT.matcher(line).matches()) {
                    throw new AssertionError("Not a comment: " + line);
                }
                continue;
            }
            Matcher sample = SAMPLE.matcher(line);
            if (!sample.matches()) {
                throw new AssertionError("Not a sample: " + line);
            }
            String shown = sample.group(2) == null ? "" : "{" + sample.group(2) + "}";
            if (values.put(sample.group(1) + shown, Double.valueOf(sample.group(3))) != null) {
                throw new AssertionError("Twice: " + line);
            }
            Set<String> names = labels.computeIfAbsent(sample.group(1), name -> new TreeSet<>());
            if (sample.group(2) != null) {
                Matcher label = Pattern.compile("([a-zA-Z_][a-zA-Z0-9_]*)=\"").matcher(sample.group(2));
                while (label.find()) {
                    names.add(label.group(1));
                }
            }
        }
    }

    /** Returns the labels of every sample's name. */
    Map<String, Set<String>> labels() {
        return labels;
    }

    /** Returns a value, by name and labels as they are written. */
    double value(String sample) {
        Double value = values.get(sample);
        if (value == null) {
            throw new AssertionError("No " + sample + " in " + values.keySet());
        }
        return value;
    }

    /** Returns the sum of all samples of this name. */
    double sum(String name) {
        return values.entrySet().stream()
                .filter(entry -> entry.getKey().equals(name) || entry.getKey().startsWith(name + "{"))
                .mapToDouble(Map.Entry::getValue)
                .sum();
    }
}
