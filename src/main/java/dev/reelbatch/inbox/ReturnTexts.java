package dev.reelbatch.inbox;

import dev.reelbatch.inbox.Refusal.Cure;
import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowError;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.text.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The texts of the page of a sheet of which nothing was submitted. */
final class ReturnTexts {

    private static final int SHOWN = 100;

    private ReturnTexts() {}

    private record Mistakes(List<RowError> first, int all, int rightRows) {}

    static Map<String, Object> of(SheetPage page, Refusal refusal, String errors) {
        Map<String, Object> texts = new HashMap<>();
        texts.put("title", Text.of("%s came back", page.sheet().name()));
        texts.put(
                "about",
                refusal.mayHaveBegun()
                        ? page.dropped()
                        : page.dropped() + " " + Text.of("No video was made and nothing was charged."));
        texts.put("footNote", Text.of("This page sits next to your sheet."));
        Map<String, Object> file = Map.of("name", errors, "target", SheetPage.segment(errors));
        List<Map<String, Object>> steps = new ArrayList<>();
        Mistakes mistakes = errors.endsWith(SheetFiling.ERRORS_TEXT) ? null : mistakes(refusal);
        if (mistakes == null) {
            texts.put("heading", Text.of("Your sheet came back"));
            texts.put("notice", DropperWords.of(refusal.reason().get()));
            addSteps(steps, refusal.cure(), file);
        } else {
            texts.put("heading", heading(mistakes.all()));
            texts.put("table", table(mistakes));
            Steps.add(
                    steps,
                    Text.of("Open this file in this folder:"),
                    file,
                    Text.of("It is your sheet, with a first column that says what to change."));
            Steps.add(steps, Text.of("Fix these cells and save."), others(mistakes.rightRows()));
            dropAgain(steps);
        }
        texts.put("steps", Map.of("list", steps));
        return texts;
    }

    private static void addSteps(List<Map<String, Object>> steps, Cure cure, Map<String, Object> file) {
        switch (cure) {
            case FIX_SHEET -> {
                Steps.add(
                        steps,
                        Text.of("Fix the sheet and save. The reason is also in this file:"),
                        file,
                        Text.of("If you can't, show this page to the person who runs reelbatch."));
                dropAgain(steps);
            }
            case SHOW_OPERATOR -> {
                Steps.add(
                        steps,
                        Text.of("Show this file to the person who runs reelbatch, if you can't change the sheet:"),
                        file,
                        Text.of("It says what can be changed in the settings of this folder."));
                dropAgain(steps);
            }
            case DROP_AGAIN -> {
                Steps.add(
                        steps,
                        Text.of("Ask the person who runs reelbatch if you don't know why."),
                        Text.of("Nothing is wrong with your sheet."));
                dropAgain(steps);
            }
            case ASK -> {
                Steps.add(
                        steps,
                        Text.of("Ask that person, or make the sheet cheaper."),
                        Text.of("Fewer rows, shorter videos or a cheaper model cost less."));
                Steps.add(
                        steps,
                        Text.of("Drop it into the folder again."),
                        Text.of("If it still costs that much, it needs an approval again."));
            }
        }
    }

    private static void dropAgain(List<Map<String, Object>> steps) {
        Steps.add(steps, Text.of("Drop it into the folder again."), Text.of("Your videos start within a minute."));
    }

    private static String heading(int cells) {
        return cells == 1
                ? Text.of("1 cell in your sheet needs fixing")
                : Text.of("%d cells in your sheet need fixing", cells);
    }

    private static String others(int rows) {
        return rows == 0
                ? ""
                : rows == 1 ? Text.of("The other row is fine.") : Text.of("The other %d rows are fine.", rows);
    }

    /** Reads the sheet again, for its mistakes in the present language; null if it can't be read. */
    private static @Nullable Mistakes mistakes(Refusal refusal) {
        if (refusal.sheet() == null) {
            return null;
        }
        List<RowError> first = new ArrayList<>();
        int all = 0;
        int right = 0;
        try (PromptSheet rows = refusal.sheet().get()) {
            while (rows.hasNext()) {
                if (rows.next() instanceof ParsedRow.Invalid invalid) {
                    all += invalid.errors().size();
                    invalid.errors().stream().limit(SHOWN - first.size()).forEach(first::add);
                } else {
                    right++;
                }
            }
        } catch (SheetException e) {
            return null;
        }
        return new Mistakes(first, all, right);
    }

    private static Map<String, Object> table(Mistakes mistakes) {
        List<Map<String, Object>> rows = mistakes.first().stream()
                .map(error -> Map.of(
                        "place",
                        ShownVideo.place(error.row(), 1),
                        "cells",
                        List.of(
                                cell("dim", Text.of("Column"), error.column(), false),
                                cell(
                                        "",
                                        Text.of("You wrote"),
                                        error.value().isBlank() ? Text.of("(empty)") : error.value(),
                                        true),
                                cell("w", "", what(error), false))))
                .toList();
        int more = mistakes.all() - rows.size();
        return Map.of(
                "headings",
                List.of(Text.of("Row"), Text.of("Column"), Text.of("You wrote"), Text.of("What is wrong")),
                "rows",
                rows,
                "more",
                more > 0 ? Text.of("And %d more in that file.", more) : "");
    }

    private static Map<String, Object> cell(String kind, String label, String text, boolean bad) {
        return Map.of("kind", kind, "label", label, "text", text, "bad", bad);
    }

    private static String what(RowError error) {
        String message = DropperWords.of(error.message());
        return error.suggestion() == null ? message : Text.of("%s; did you mean %s?", message, error.suggestion());
    }
}
