package dev.reelbatch.serve;

import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import java.time.DayOfWeek;
import java.time.LocalTime;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The times of a crontab in words, for the usual ones; others stay as they are written, since words would be longer. */
record CronWords(CronFields fields) {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,2}");
    private static final Pattern EVERY = Pattern.compile("\\*/\\d{1,2}");
    private static final LocalTime MORNING = LocalTime.of(6, 0);
    private static final List<String> DAYS = List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT", "SUN");

    String text() {
        boolean anyDay = fields.day().equals("*") || fields.day().equals("?");
        boolean anyWeekday = fields.weekday().equals("*") || fields.weekday().equals("?");
        if (!fields.month().equals("*") || !anyDay && !anyWeekday) {
            return fields.text();
        }
        if (anyDay && anyWeekday && fields.hour().equals("*")) {
            return everyHour();
        }
        if (!NUMBER.matcher(fields.minute()).matches()
                || !NUMBER.matcher(fields.hour()).matches()) {
            return fields.text();
        }
        LocalTime at = LocalTime.of(Integer.parseInt(fields.hour()), Integer.parseInt(fields.minute()));
        if (!anyDay) {
            return NUMBER.matcher(fields.day()).matches()
                    ? Text.of("on day %s of every month at %s", fields.day(), at)
                    : fields.text();
        }
        if (anyWeekday) {
            return at.isBefore(MORNING) ? Text.of("every night at %s", at) : Text.of("every day at %s", at);
        }
        return onWeekdays(fields.weekday().toUpperCase(Locale.ROOT), at);
    }

    private String everyHour() {
        if (EVERY.matcher(fields.minute()).matches()) {
            return Text.of("every %s minutes", fields.minute().substring(2));
        }
        return NUMBER.matcher(fields.minute()).matches()
                ? Text.of("every hour, %s minutes past", fields.minute())
                : fields.text();
    }

    private String onWeekdays(String weekdays, LocalTime at) {
        String[] range = weekdays.split("-");
        if (range.length == 2 && isDay(range[0]) && isDay(range[1])) {
            return Text.of("%s to %s at %s", day(range[0]), day(range[1]), at);
        }
        String[] days = weekdays.split(",");
        return Arrays.stream(days).allMatch(CronWords::isDay)
                ? Text.of(
                        "every %s at %s",
                        Arrays.stream(days).map(CronWords::day).collect(Collectors.joining(", ")), at)
                : fields.text();
    }

    private static boolean isDay(String text) {
        return DAYS.contains(text) || text.matches("[0-7]");
    }

    private static String day(String text) {
        int number = text.matches("[0-7]") ? Integer.parseInt(text) : DAYS.indexOf(text);
        return DayOfWeek.of(number == 0 ? 7 : number)
                .getDisplayName(
                        TextStyle.FULL,
                        Text.language() == Language.CHINESE ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH);
    }
}
