package dev.reelbatch.web.console;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The times of a schedule as a form lets people choose them: the usual ones in words, others as a crontab line.
 *
 * @param when one of {@link #WHEN}
 * @param time for example {@code 02:30}
 * @param weekday 1 for Monday to 7 for Sunday
 * @param day of the month
 * @param cron what is typed for {@code cron}
 */
record ChosenTimes(String when, String time, String weekday, String day, String cron) {

    static final List<String> WHEN = List.of("daily", "workdays", "weekly", "monthly", "cron");

    /** Of a form that nobody has filled in. */
    static final ChosenTimes NIGHTLY = new ChosenTimes("daily", "02:00", "1", "1", "");

    private static final Pattern USUAL =
            Pattern.compile("(\\d{1,2})\\s+(\\d{1,2})\\s+(\\*|\\d{1,2})\\s+\\*\\s+(\\*|[0-7]|1-5|(?i:MON-FRI))");

    /** Returns the choice that says the same as a crontab line. */
    static ChosenTimes of(String cron) {
        Matcher usual = USUAL.matcher(cron.strip());
        if (!usual.matches() || !usual.group(3).equals("*") && !usual.group(4).equals("*")) {
            return other(cron);
        }
        try {
            LocalTime at = LocalTime.of(Integer.parseInt(usual.group(2)), Integer.parseInt(usual.group(1)));
            String weekday = usual.group(4);
            String when = !usual.group(3).equals("*")
                    ? "monthly"
                    : weekday.equals("*") ? "daily" : weekday.length() > 1 ? "workdays" : "weekly";
            return new ChosenTimes(
                    when,
                    at.toString(),
                    when.equals("weekly") ? weekday.replace('0', '7') : "1",
                    when.equals("monthly") ? usual.group(3) : "1",
                    cron);
        } catch (DateTimeException e) { // the reader of job files says what is wrong
            return other(cron);
        }
    }

    private static ChosenTimes other(String cron) {
        return new ChosenTimes("cron", NIGHTLY.time(), NIGHTLY.weekday(), NIGHTLY.day(), cron);
    }

    /** Returns the crontab line; as much of it as can be said if something is missing. */
    String line() {
        if (when.equals("cron")) {
            return cron;
        }
        String at = clock();
        return switch (when) {
            case "workdays" -> at + " * * 1-5";
            case "weekly" -> at + " * * " + weekday;
            case "monthly" -> at + " " + day + " * *";
            default -> at + " * * *";
        };
    }

    private String clock() {
        try {
            LocalTime at = LocalTime.parse(time);
            return at.getMinute() + " " + at.getHour();
        } catch (DateTimeException e) {
            return time.isBlank() ? "?" : time;
        }
    }
}
