package dev.reelbatch.serve;

import dev.reelbatch.job.Watcher;
import dev.reelbatch.ledger.ClipState;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** A line about a run now and then: soon after its start, then every five minutes if something changed. */
final class RunLines implements Watcher {

    private static final int FIRST = 30; // looks, one a second
    private static final int EVERY = 300;

    private final String job;
    private final ServeLog words;
    private int looks;
    private String last = "";

    RunLines(String job, ServeLog words) {
        this.job = job;
        this.words = words;
    }

    @Override
    public void look(Map<ClipState, Integer> states, String slowedBy) {
        looks++;
        if (looks % EVERY != FIRST) {
            return;
        }
        String line = states.entrySet().stream()
                .map(entry -> entry.getValue() + " "
                        + entry.getKey().name().toLowerCase(Locale.ROOT).replace('_', ' '))
                .collect(Collectors.joining(", "));
        line += slowedBy.isEmpty() ? "" : " (%s)".formatted(slowedBy);
        if (!line.equals(last)) {
            last = line;
            words.say(job, line);
        }
    }
}
