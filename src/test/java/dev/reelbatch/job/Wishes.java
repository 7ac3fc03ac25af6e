package dev.reelbatch.job;

import dev.reelbatch.ledger.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** How often people have asked for each request so far, over all their jobs: it is never paid for more often. */
final class Wishes {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Integer> ordinary = new TreeMap<>();
    private final List<Map<String, Integer>> again = new ArrayList<>();
    private final Map<String, Unfinished> unfinished = new HashMap<>();

    private record Unfinished(Wish.By by, Map<String, Integer> requests) {}

    /** A request by what decides its price and its video. */
    static String of(String prompt, int duration) {
        return prompt + ", " + duration + " s";
    }

    /** The same of the JSON that is sent. */
    static String of(String request) {
        JsonNode json = JSON.readTree(request);
        return of(
                json.at("/input/prompt").asString(),
                json.at("/parameters/duration").asInt());
    }

    /** @param sheet how many clips of each request; every run of every sheet shares what was paid for */
    void run(Map<String, Integer> sheet) {
        atLeast(ordinary, sheet);
    }

    /**
     * To pay for these once more. The same words go on, also with another sheet, until they have come to their end; no
     * others do. What a person began, no schedule goes on with.
     */
    void again(String job, String words, Wish.By by, Map<String, Integer> requests) {
        Unfinished before = unfinished.get(job + words);
        Map<String, Integer> wish = new TreeMap<>();
        if (before == null || before.by() == Wish.By.SHELL && by == Wish.By.SERVE) {
            again.add(wish);
        } else {
            wish = before.requests();
        }
        unfinished.put(job + words, new Unfinished(by, wish));
        atLeast(wish, requests);
    }

    /** The command has come to its end by itself. */
    void finished(String job, String words) {
        unfinished.remove(job + words);
    }

    int timesOf(String request) {
        return ordinary.getOrDefault(request, 0)
                + again.stream().mapToInt(wish -> wish.getOrDefault(request, 0)).sum();
    }

    private static void atLeast(Map<String, Integer> known, Map<String, Integer> sheet) {
        sheet.forEach((request, clips) -> known.merge(request, clips, Math::max));
    }
}
