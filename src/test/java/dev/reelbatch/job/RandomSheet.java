package dev.reelbatch.job;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.Collectors;

/** A short sheet of few requests, so that many of its rows are equal, and what a person changes in it by and by. */
final class RandomSheet {

    private static final List<String> PROMPTS =
            List.of("a mug", "a mug", "a cup", "a jug [fails]", "a pot [moderated]");

    private final Random random;
    private final List<Row> rows = new ArrayList<>();

    RandomSheet(Random random) {
        this.random = random;
        Collections.addAll(rows, newRow(), newRow(), newRow());
    }

    /** @param duration seconds, empty, or what no model takes */
    private record Row(String prompt, String duration, int count, String note) {

        String csv(String delimiter) {
            return String.join(delimiter, prompt, duration, Integer.toString(count), note);
        }

        String request(int usual) {
            return switch (duration) {
                case "long" -> "invalid: " + this;
                case "" -> Wishes.of(prompt, usual);
                default -> Wishes.of(prompt, Integer.parseInt(duration));
            };
        }
    }

    RandomSheet copy() {
        RandomSheet copy = new RandomSheet(random);
        copy.rows.clear();
        copy.rows.addAll(rows);
        return copy;
    }

    private Row newRow() {
        double share = random.nextDouble();
        String duration = share < 0.04 ? "long" : share < 0.16 ? "8" : "";
        return new Row(PROMPTS.get(random.nextInt(PROMPTS.size())), duration, random.nextInt(5) / 4 + 1, "n");
    }

    /** One row or their order; often nothing. */
    void edit() {
        int at = random.nextInt(rows.size());
        Row row = rows.get(at);
        switch (random.nextInt(rows.size() > 5 ? 5 : 9)) {
            case 0 -> rows.set(at, newRow());
            case 1 -> rows.set(at, new Row(row.prompt, row.duration, row.count, "n" + random.nextInt(3)));
            case 2 -> rows.set(at, new Row(row.prompt, row.duration, 3 - row.count, row.note));
            case 3 -> Collections.shuffle(rows, random);
            case 4 -> rows.subList(at, rows.size() > 1 ? at + 1 : at).clear();
            case 5 -> rows.add(random.nextInt(rows.size()), row);
            default -> {} // it stays as it is
        }
    }

    /** @param duration how its column is called */
    String csv(String delimiter, String duration) {
        String header = String.join(delimiter, "prompt", duration, "count", "note\n");
        return rows.stream().map(row -> row.csv(delimiter)).collect(Collectors.joining("\n", header, "\n"));
    }

    /** The number of clips of each request in these rows. */
    Map<String, Integer> asked(int usual, IntPredicate chosen) {
        Map<String, Integer> asked = new TreeMap<>();
        for (int i = 0; i < rows.size(); i++) {
            Row row = rows.get(i);
            if (chosen.test(i + 2)) {
                asked.merge(row.request(usual), row.count(), Integer::sum);
            }
        }
        return asked;
    }

    @Override
    public String toString() {
        return rows.toString();
    }
}
