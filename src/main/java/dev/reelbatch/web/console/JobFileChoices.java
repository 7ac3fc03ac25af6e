package dev.reelbatch.web.console;

import dev.reelbatch.text.Text;
import java.time.DayOfWeek;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** What the form for a hot folder or a schedule offers to choose from. */
final class JobFileChoices {

    private JobFileChoices() {}

    /** A value to choose. */
    record Choice(String value, String word, boolean isChosen) {}

    static List<Choice> sources(boolean isRerun) {
        return List.of(
                new Choice("sheet", Text.of("The rows of a sheet"), !isRerun),
                new Choice("rerun", Text.of("The failed rows of a job"), isRerun));
    }

    static List<Choice> periods(String chosen) {
        return List.of(
                new Choice("day", Text.of("a day"), !chosen.equals("month")),
                new Choice("month", Text.of("a month"), chosen.equals("month")));
    }

    static List<Choice> whens(String chosen) {
        return Stream.of(
                        new Choice("daily", Text.of("Every day or night"), false),
                        new Choice("workdays", Text.of("Monday to Friday"), false),
                        new Choice("weekly", Text.of("Every week"), false),
                        new Choice("monthly", Text.of("Every month"), false),
                        new Choice("cron", Text.of("Other times, as a crontab line"), false))
                .map(choice ->
                        new Choice(choice.value(), choice.word(), choice.value().equals(chosen)))
                .toList();
    }

    static List<Choice> weekdays(String chosen, Locale locale) {
        return Arrays.stream(DayOfWeek.values())
                .map(day -> new Choice(
                        String.valueOf(day.getValue()),
                        day.getDisplayName(TextStyle.FULL_STANDALONE, locale),
                        String.valueOf(day.getValue()).equals(chosen)))
                .toList();
    }

    static List<Choice> models(List<String> known, String chosen) {
        List<String> all = new ArrayList<>(known);
        if (!chosen.isEmpty() && !all.contains(chosen)) {
            all.add(chosen);
        }
        return Stream.concat(
                        Stream.of(new Choice("", Text.of("the usual one"), chosen.isEmpty())),
                        all.stream().map(model -> new Choice(model, model, model.equals(chosen))))
                .toList();
    }
}
