package dev.reelbatch.inbox;

import dev.reelbatch.inbox.SheetResult.MissingRow;
import dev.reelbatch.inbox.SheetResult.Reason;
import dev.reelbatch.text.Text;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** The texts of the page of a sheet whose run has ended. */
final class ResultTexts {

    private ResultTexts() {}

    static Map<String, Object> of(SheetPage page, SheetResult result, Instant now) {
        Map<String, Object> texts = new HashMap<>();
        boolean complete = result.complete();
        texts.put(
                "title",
                complete
                        ? Text.of("%s is done", page.sheet().name())
                        : Text.of("%s: some videos are missing", page.sheet().name()));
        texts.put("badge", result.rehearsal() ? Text.of("Rehearsal: nothing was charged") : "");
        texts.put(
                "heading",
                complete
                        ? allReady(result.ready())
                        : Text.of("%d of %d videos are ready", result.ready(), result.videos()));
        texts.put(
                "about",
                page.dropped() + " "
                        + Text.of(
                                "Ended at %s.",
                                SheetPage.time(
                                        now,
                                        Objects.requireNonNullElse(page.sheet().takenAt(), Instant.EPOCH))));
        texts.put("notice", DropperWords.of(Objects.requireNonNullElse(result.stopped(), "")));
        texts.put("result", card(page, result));
        if (!complete) {
            texts.put("table", table(result));
            texts.put("steps", Map.of("list", steps(page, result)));
        }
        if (!result.first().isEmpty()) {
            texts.put("videos", Map.of("list", page.videos(result.first())));
            texts.put("videosHeading", Text.of("A first look"));
            texts.put("videosOf", Text.of("%d of %d", result.first().size(), result.ready()));
        }
        texts.put("footNote", "");
        return texts;
    }

    private static String allReady(int videos) {
        return videos == 1 ? Text.of("Your video is ready") : Text.of("Your %d videos are ready", videos);
    }

    private static Map<String, Object> card(SheetPage page, SheetResult result) {
        Map<String, Object> card = new HashMap<>();
        boolean complete = result.complete();
        card.put("kind", complete ? "delivered" : "incomplete");
        card.put(
                "fact",
                complete
                        ? Text.of("Every row has its video")
                        : result.missingRows() == 1
                                ? Text.of("1 video is missing")
                                : Text.of("%d videos are missing", result.missingRows()));
        card.put(
                "where",
                Text.of(
                        "You will find the videos in the folder %s, and all of them on one page in report.html next to it.",
                        page.shown(result.results().resolve("videos"))));
        card.put("links", links(page, result.results()));
        card.put(
                "change",
                Map.of(
                        "question",
                        Text.of("Want to change a row?"),
                        "answer",
                        Text.of("Change it in the sheet and drop the sheet again. You pay only for changed rows.") + " "
                                + cost(result)));
        return card;
    }

    private static String cost(SheetResult result) {
        if (result.cost() == null) {
            return Text.of("What it cost is not known here.");
        }
        if (result.cost().isEmpty()) {
            return Text.of("This time nothing was charged.");
        }
        return result.rehearsal()
                ? Text.of("A real run would have cost %s.", result.cost())
                : Text.of("This one cost %s.", result.cost());
    }

    private static List<Map<String, Object>> links(SheetPage page, Path results) {
        Path report = results.resolve("report.html");
        return Files.exists(report)
                ? List.of(
                        link(page, report, Text.of("Watch them"), "play", true),
                        link(page, results.resolve("manifest.csv"), Text.of("List for Excel"), "sheet", false))
                : List.of(link(page, results, Text.of("The folder with the results"), "sheet", true));
    }

    private static Map<String, Object> link(SheetPage page, Path target, String name, String icon, boolean first) {
        return Map.of("target", page.href(target), "name", name, "icon", icon, "first", first);
    }

    private static Map<String, Object> table(SheetResult result) {
        List<Map<String, Object>> rows = result.rows().stream()
                .map(row -> Map.of(
                        "place",
                        ShownVideo.place(row.row(), row.variant()),
                        "cells",
                        List.of(Map.of("kind", "w", "label", "", "bad", false, "text", what(row)))))
                .toList();
        int more = result.missingRows() - rows.size();
        return Map.of(
                "headings",
                List.of(Text.of("Row"), Text.of("What happened")),
                "rows",
                rows,
                "more",
                more > 0 ? Text.of("And %d more: see failed.csv.", more) : "");
    }

    private static String what(MissingRow row) {
        String what =
                switch (row.reason()) {
                    case FAILED -> Text.of("No video was made.");
                    case IN_DOUBT -> Text.of("The connection broke, so this row may have been charged.");
                    case LATE -> Text.of("The video is paid for, but was not ready in time.");
                    case NOT_STARTED -> Text.of("Not started yet.");
                };
        return row.message().isEmpty() ? what : what + " " + row.message();
    }

    private static List<Map<String, Object>> steps(SheetPage page, SheetResult result) {
        List<Map<String, Object>> steps = new ArrayList<>();
        if (result.has(Reason.FAILED)) {
            Path failed = result.results().resolve("failed.csv");
            Steps.add(
                    steps,
                    Text.of("Open this file, change the prompts in it and save:"),
                    Map.of("name", "failed.csv", "target", page.href(failed)),
                    Text.of("It holds the rows without a video; its column error says what was wrong."));
            Steps.add(
                    steps,
                    Text.of("Drop that file into the folder."),
                    Text.of("You pay only for the rows that you changed."));
        }
        if (result.has(Reason.LATE) || result.has(Reason.NOT_STARTED) && result.stopped() == null) {
            Steps.add(
                    steps,
                    Text.of("Drop the sheet into the folder again."),
                    Text.of("What is missing is fetched; nothing is paid for twice."));
        }
        if (result.has(Reason.IN_DOUBT)) {
            Steps.add(
                    steps,
                    Text.of("Show this page to the person who runs reelbatch."),
                    Text.of("Only the account shows whether the rows in doubt were charged."));
        } else if (result.stopped() != null) {
            Steps.add(
                    steps,
                    Text.of("Show this page to the person who runs reelbatch."),
                    Text.of("Then drop the sheet again: only what is missing is made."));
        }
        return steps;
    }
}
