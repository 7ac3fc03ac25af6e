package dev.reelbatch.serve;

import dev.reelbatch.text.Text;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.springframework.scheduling.support.CronExpression;

/**
 * The five fields of a crontab entry, checked one by one, because Spring's messages assume six fields and name none.
 */
record CronFields(String text, String minute, String hour, String day, String month, String weekday) {

    private static final Map<String, String> NAMED = Map.of(
            "@yearly", "0 0 1 1 *",
            "@annually", "0 0 1 1 *",
            "@monthly", "0 0 1 * *",
            "@weekly", "0 0 * * 0",
            "@daily", "0 0 * * *",
            "@midnight", "0 0 * * *",
            "@hourly", "0 * * * *");

    private static final int FIELDS = 5;

    /** A starting date close to a leap day. */
    private static final LocalDateTime SOME_DAY = LocalDateTime.of(2000, 1, 1, 0, 0);

    static CronFields parse(String cron) {
        String text = cron.strip();
        String[] fields =
                NAMED.getOrDefault(text.toLowerCase(Locale.ROOT), text).split("\\s+");
        if (fields.length != FIELDS) {
            throw wrong(
                    text,
                    Text.of(
                            "it takes five fields, minute, hour, day of the month, month and day of the week, or one of @hourly, @daily, @weekly, @monthly"));
        }
        for (int i = 0; i < fields.length; i++) {
            check(text, fields, i);
        }
        CronFields parsed = new CronFields(text, fields[0], fields[1], fields[2], fields[3], fields[4]);
        if (parsed.expressions().stream().anyMatch(expression -> expression.next(SOME_DAY) == null)) {
            throw wrong(text, Text.of("that day never comes"));
        }
        return parsed;
    }

    private static void check(String text, String[] fields, int i) {
        List<String> alone = new ArrayList<>(List.of("*", "*", "*", "*", "*"));
        alone.set(i, fields[i]);
        try {
            CronExpression.parse("0 " + String.join(" ", alone));
        } catch (IllegalArgumentException e) {
            throw wrong(text, Text.of("\"%s\" can't be the %s", fields[i], name(i)));
        }
    }

    private static IllegalArgumentException wrong(String text, String why) {
        return new IllegalArgumentException(Text.of(
                "\"%s\" is not a schedule: %s; right are \"0 2 * * *\" (every night at 2:00) or \"30 6 * * MON-FRI\" (at 6:30 from Monday to Friday)",
                text, why));
    }

    private static String name(int field) {
        return switch (field) {
            case 0 -> Text.of("minute (0 to 59)");
            case 1 -> Text.of("hour (0 to 23)");
            case 2 -> Text.of("day of the month (1 to 31)");
            case 3 -> Text.of("month (1 to 12, or JAN to DEC)");
            default -> Text.of("day of the week (0 to 7, or SUN to SAT)");
        };
    }

    boolean followsTheClock() {
        return hour.startsWith("*");
    }

    /**
     * Returns the expressions of the fields. If both kinds of day are given, cron runs on either, whereas Spring would
     * require both at once.
     */
    List<CronExpression> expressions() {
        return isAny(day) || isAny(weekday)
                ? List.of(expression(day, weekday))
                : List.of(expression(day, "*"), expression("*", weekday));
    }

    private static boolean isAny(String field) {
        return field.startsWith("*") || field.equals("?");
    }

    private CronExpression expression(String onDay, String onWeekday) {
        return CronExpression.parse(String.join(" ", "0", minute, hour, onDay, month, onWeekday));
    }
}
