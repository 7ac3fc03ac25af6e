package dev.reelbatch.job;

import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The number of times people have made each request, over all their jobs; it is never paid for more often. */
final class Wishes {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Map<String, Integer> ordinary = new TreeMap<>();
    private final Map<String, Asked> askedOf = new HashMap<>();
    private final Map<String, Integer> forgotten = new TreeMap<>();
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

    /** The rows of a job's sheet that were asked for as long as it stayed the same. */
    private record Asked(String sheet, Set<Integer> rows) {}

    /**
     * To pay once for each of these rows. Every run of every sheet shares what was paid for: a row that was not asked
     * for yet costs something only where the sheet has more rows of its request than were ever asked for.
     *
     * @param text the sheet as it was read: in another one equal rows may share their videos in another way
     */
    void run(String job, String text, RandomSheet sheet, int usual, RowRanges rows) {
        Asked before = askedOf.get(job);
        Asked asked = before != null && before.sheet().equals(text) ? before : new Asked(text, new HashSet<>());
        askedOf.put(job, asked);
        Map<String, Integer> more =
                sheet.asked(usual, row -> rows.contains(row) && asked.rows().add(row));
        Map<String, Integer> all = sheet.asked(usual, row -> true);
        more.forEach((request, clips) -> ordinary.merge(
                request,
                Math.min(all.getOrDefault(request, 0), clips),
                (known, first) -> Math.max(known, Math.min(all.getOrDefault(request, 0), known + clips))));
    }

    /**
     * The home was restored: what neither it nor any results show is paid for again where it is asked for again.
     *
     * @param unknown how many of each request
     */
    void forget(Map<String, Integer> unknown) {
        askedOf.clear();
        forgotten.clear();
        forgotten.putAll(unknown);
    }

    /** To come back to when a backup of now is restored. */
    Runnable memory() {
        Map<String, Unfinished> then = new HashMap<>(unfinished);
        return () -> unfinished.keySet().removeIf(key -> !Objects.equals(then.get(key), unfinished.get(key)));
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
                + forgotten.getOrDefault(request, 0)
                + again.stream().mapToInt(wish -> wish.getOrDefault(request, 0)).sum();
    }

    private static void atLeast(Map<String, Integer> known, Map<String, Integer> sheet) {
        sheet.forEach((request, clips) -> known.merge(request, clips, Math::max));
    }
}
