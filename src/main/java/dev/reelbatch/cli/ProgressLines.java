package dev.reelbatch.cli;

import dev.reelbatch.job.Watcher;
import dev.reelbatch.ledger.ClipState;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.StringJoiner;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/** A plain line (or a JSON object a line) when something changed, more and more seldom as a run gets longer. */
final class ProgressLines implements Watcher {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Map<ClipState, String> WORDS = words();

    private final PrintWriter out;
    private final ProgressStyle style;
    private int second;
    private int nextAt = 2;
    private String last = "";

    ProgressLines(PrintWriter out, ProgressStyle style) {
        this.out = out;
        this.style = style;
    }

    private static Map<ClipState, String> words() {
        Map<ClipState, String> words = new LinkedHashMap<>();
        words.put(ClipState.QUEUED, "queued");
        words.put(ClipState.SUBMITTING, "being submitted");
        words.put(ClipState.SUBMITTED, "generating");
        words.put(ClipState.GENERATED, "downloading");
        words.put(ClipState.DELIVERED, "delivered");
        words.put(ClipState.FAILED, "failed");
        words.put(ClipState.IN_DOUBT, "in doubt");
        words.put(ClipState.TIMED_OUT, "timed out");
        words.put(ClipState.UNDELIVERED, "not fetched");
        return words;
    }

    @Override
    public void look(Map<ClipState, Integer> states, String slowedBy) {
        second++;
        if (style == ProgressStyle.NONE || second < nextAt) {
            return;
        }
        String line = style == ProgressStyle.JSON ? json(states, slowedBy) : plain(states, slowedBy);
        if (!line.equals(last)) {
            last = line;
            out.println(
                    style == ProgressStyle.JSON ? line : "[%02d:%02d] %s".formatted(second / 60, second % 60, line));
            nextAt = second + (second < 20 ? 2 : second < 300 ? 10 : 30);
        }
    }

    private static String plain(Map<ClipState, Integer> states, String slowedBy) {
        StringJoiner parts = new StringJoiner(", ");
        WORDS.forEach((state, word) -> {
            if (states.containsKey(state)) {
                parts.add(states.get(state) + " " + word);
            }
        });
        return slowedBy.isEmpty() ? parts.toString() : parts + " (" + slowedBy + ")";
    }

    private static String json(Map<ClipState, Integer> states, String slowedBy) {
        Map<String, Object> line = new LinkedHashMap<>();
        Map<String, Integer> byName = new TreeMap<>();
        states.forEach((state, clips) -> byName.put(state.name(), clips));
        line.put("states", byName);
        line.put("slowed_by", slowedBy);
        return JSON.writeValueAsString(line);
    }
}
