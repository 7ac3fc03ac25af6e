package dev.reelbatch.job;

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
    private final List<Map<String, Integer>> fresh = new ArrayList<>();
    private final Map<String, Map<String, Integer>> unfinishedFresh = new HashMap<>();
    private final Map<String, Map<String, Integer>> asked = new HashMap<>();
    private final Map<String, Integer> again = new TreeMap<>();

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
    void run(String job, Map<String, Integer> sheet) {
        if (!sheet.equals(asked.put(job, sheet))) {
            unfinishedFresh.remove(job);
        }
        atLeast(ordinary, sheet);
    }

    /** One that was cut short goes on, also with another sheet; else this is another one. */
    void runFresh(String job, Map<String, Integer> sheet) {
        asked.put(job, sheet);
        atLeast(
                unfinishedFresh.computeIfAbsent(job, name -> {
                    fresh.add(new TreeMap<>());
                    return fresh.get(fresh.size() - 1);
                }),
                sheet);
    }

    /** The job's run has come to its end, and nothing of it waits. */
    void finished(String job) {
        unfinishedFresh.remove(job);
    }

    /** Rows that a person brought back, each to be paid for once more. */
    void again(Map<String, Integer> requests) {
        requests.forEach((request, clips) -> again.merge(request, clips, Integer::sum));
    }

    int timesOf(String request) {
        int all = ordinary.getOrDefault(request, 0) + again.getOrDefault(request, 0);
        return all
                + fresh.stream().mapToInt(run -> run.getOrDefault(request, 0)).sum();
    }

    private static void atLeast(Map<String, Integer> known, Map<String, Integer> sheet) {
        sheet.forEach((request, clips) -> known.merge(request, clips, Math::max));
    }
}
