package dev.reelbatch.web.console;

import dev.reelbatch.serve.JobFileEditor.Opened;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What a form says of a job file.
 *
 * @param source {@code rerun} to rerun failed rows of a job, else a sheet
 * @param seen the digest of the file as it was when the form was shown
 */
record JobFileForm(
        String name,
        String folder,
        String source,
        String sheet,
        String job,
        String when,
        String time,
        String weekday,
        String day,
        String cron,
        String zone,
        String catchUp,
        String maxCost,
        String budget,
        String period,
        String approveAbove,
        String model,
        String seen) {

    private static final String PER_MONTH = "month";

    JobFileForm {
        name = given(name);
        folder = given(folder);
        source = given(source);
        sheet = given(sheet);
        job = given(job);
        when = given(when);
        time = given(time);
        weekday = given(weekday);
        day = given(day);
        cron = given(cron);
        zone = given(zone);
        catchUp = given(catchUp);
        maxCost = given(maxCost);
        budget = given(budget);
        period = given(period);
        approveAbove = given(approveAbove);
        model = given(model);
        seen = given(seen);
    }

    private static String given(@Nullable String value) {
        return Objects.requireNonNullElse(value, "").strip();
    }

    /** Returns what the form says before anybody has filled it in. */
    static JobFileForm of(String name, Opened file) {
        Map<String, String> values = file.values();
        String cron = values.get("schedule");
        ChosenTimes times = cron == null ? ChosenTimes.NIGHTLY : ChosenTimes.of(cron);
        String budget = values.getOrDefault("budget", "");
        int slash = budget.indexOf('/');
        return new JobFileForm(
                name,
                values.getOrDefault("inbox", ""),
                values.containsKey("rerun") ? "rerun" : "sheet",
                values.getOrDefault("input", ""),
                values.getOrDefault("rerun", ""),
                times.when(),
                times.time(),
                times.weekday(),
                times.day(),
                times.cron(),
                values.getOrDefault("time-zone", ZoneId.systemDefault().getId()),
                isOn(values) ? "true" : "",
                values.getOrDefault("max-cost", ""),
                slash < 0 ? budget : budget.substring(0, slash),
                budget.endsWith("/" + PER_MONTH) ? PER_MONTH : "day",
                values.getOrDefault("approve-above", ""),
                values.getOrDefault("model", ""),
                file.digest());
    }

    private static boolean isOn(Map<String, String> values) {
        return values.getOrDefault("catch-up", "").toLowerCase(Locale.ROOT).matches("true|yes|on");
    }

    ChosenTimes times() {
        return new ChosenTimes(when, time, weekday, day, cron);
    }

    boolean isRerun() {
        return source.equals("rerun");
    }

    /**
     * Returns the values of the keys.
     *
     * @param before of the file; what the form does not show stays as it is there
     */
    Map<String, @Nullable String> values(boolean isFolder, Map<String, String> before) {
        Map<String, @Nullable String> values = new LinkedHashMap<>();
        if (isFolder) {
            putUnlessShownOtherwise(values, "inbox", folder);
        } else {
            if (before.containsKey("rerun") || before.isEmpty() && isRerun()) {
                putUnlessShownOtherwise(values, "rerun", job);
            } else {
                putUnlessShownOtherwise(values, "input", sheet);
            }
            values.put("schedule", times().line());
            boolean isUsualZone =
                    zone.isEmpty() || zone.equals(ZoneId.systemDefault().getId());
            values.put("time-zone", isUsualZone && !before.containsKey("time-zone") ? null : blankAsNull(zone));
            boolean isOn = !catchUp.isEmpty();
            values.put("catch-up", isOn == isOn(before) ? before.get("catch-up") : isOn ? "true" : null);
        }
        values.put("max-cost", maxCost);
        values.put("budget", budget.isEmpty() ? null : budget + "/" + (period.equals(PER_MONTH) ? period : "day"));
        values.put("approve-above", blankAsNull(approveAbove));
        if (isFolder || !values.containsKey("rerun")) {
            values.put("model", blankAsNull(model));
        }
        return values;
    }

    private static void putUnlessShownOtherwise(Map<String, @Nullable String> values, String key, String value) {
        if (!value.isEmpty()) {
            values.put(key, value);
        }
    }

    private static @Nullable String blankAsNull(String value) {
        return value.isEmpty() ? null : value;
    }
}
