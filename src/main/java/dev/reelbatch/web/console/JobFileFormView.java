package dev.reelbatch.web.console;

import dev.reelbatch.serve.Schedule;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.Text;
import dev.reelbatch.web.console.JobFileChoices.Choice;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The form for a hot folder or a schedule.
 *
 * @param form what it says
 * @param next the next times of the schedule, in words; empty for a folder, or if the times are wrong
 * @param problem why nothing was written, unless a field says it; empty for none
 */
record JobFileFormView(
        String title,
        String address,
        String file,
        boolean isFolder,
        boolean isNew,
        JobFileForm form,
        Field name,
        Field place,
        Field job,
        Field time,
        Field day,
        Field cron,
        Field zone,
        Field maxCost,
        Field budget,
        Field approveAbove,
        List<Choice> sources,
        List<Choice> whens,
        List<Choice> weekdays,
        List<Choice> periods,
        List<Choice> models,
        List<String> sheets,
        List<String> jobs,
        boolean hasPlace,
        boolean hasModel,
        boolean catchesUp,
        List<String> next,
        String problem)
        implements PageView {

    private static final int TIMES = 3;

    /**
     * A field with what is wrong in it.
     *
     * @param label in words
     * @param hint shown unless it is wrong; empty for none
     * @param wrong empty if it is right
     * @param list the id of the values to choose from; empty for none
     */
    record Field(String name, String label, String value, String hint, String wrong, String type, String list) {

        Field ofType(String other) {
            return new Field(name, label, value, hint, wrong, other, list);
        }

        Field from(String values) {
            return new Field(name, label, value, hint, wrong, type, values);
        }
    }

    /** What there is to choose from. */
    record Offer(List<String> models, List<String> sheets, List<String> jobs, Instant now) {}

    /**
     * Makes the form.
     *
     * @param name of the job; empty for a new one
     * @param file the job file's name; empty for a new one
     * @param before of the file, by key
     * @param key that is wrong; empty for none
     */
    static JobFileFormView of(
            boolean isFolder,
            String name,
            String file,
            JobFileForm form,
            Map<String, String> before,
            Offer offer,
            String key,
            String why) {
        boolean isNew = file.isEmpty();
        boolean isRerun = before.containsKey("rerun");
        String place = isFolder ? "inbox" : "input";
        Labels labels = new Labels(key, why);
        return new JobFileFormView(
                title(isFolder, name),
                (isFolder ? "/folders/" : "/schedules/") + (isNew ? "add" : Addresses.escaped(name) + "/edit"),
                file,
                isFolder,
                isNew,
                form,
                labels.field(
                        "name",
                        "name",
                        Text.of("Name"),
                        form.name(),
                        Text.of("Its job file gets this name, and so do its runs.")),
                isFolder
                        ? labels.field(
                                "folder",
                                "inbox",
                                Text.of("Folder"),
                                form.folder(),
                                Text.of(
                                        "Below the folder of the server, as in sheets/studio. It is made if it is not there."))
                        : labels.field(
                                        "sheet",
                                        "input",
                                        Text.of("Sheet"),
                                        form.sheet(),
                                        Text.of(
                                                "A file below the folder of the server, or a link. Only new and changed rows are paid for."))
                                .from("sheets"),
                labels.field("job", "rerun", Text.of("Job"), form.job(), Text.of("Its failed rows are paid for again."))
                        .from("jobs"),
                labels.field("time", form.when().equals("cron") ? "" : "schedule", Text.of("At"), form.time(), "")
                        .ofType("time"),
                labels.field("day", "", Text.of("Day of the month"), form.day(), ""),
                labels.field(
                        "cron",
                        form.when().equals("cron") ? "schedule" : "",
                        Text.of("Crontab line"),
                        form.cron(),
                        Text.of("Minute, hour, day, month and weekday, as in 30 6 * * 1-5.")),
                labels.field("zone", "time-zone", Text.of("Time zone"), form.zone(), ""),
                labels.field(
                        "maxCost",
                        "max-cost",
                        isFolder ? Text.of("At most for a sheet") : Text.of("At most for a run"),
                        form.maxCost(),
                        Text.of(
                                "In the currency of the prices, or none. What would cost more is refused before anything is spent.")),
                labels.field("budget", "budget", Text.of("Budget"), form.budget(), ""),
                labels.field(
                        "approveAbove",
                        "approve-above",
                        Text.of("Needs approval above"),
                        form.approveAbove(),
                        Text.of("Empty: as for all runs.")),
                JobFileChoices.sources(form.isRerun()),
                JobFileChoices.whens(form.when()),
                JobFileChoices.weekdays(form.weekday(), locale()),
                JobFileChoices.periods(form.period()),
                JobFileChoices.models(offer.models(), form.model()),
                offer.sheets(),
                offer.jobs(),
                isNew || isRelative(before.getOrDefault(place, "")),
                isFolder || !isRerun,
                !form.catchUp().isEmpty(),
                isFolder ? List.of() : next(form, offer.now()),
                labels.rest());
    }

    private static String title(boolean isFolder, String name) {
        if (name.isEmpty()) {
            return isFolder ? Text.of("Add a folder") : Text.of("Add a schedule");
        }
        return name;
    }

    /** A place elsewhere on the machine is set by hand, and not shown. */
    private static boolean isRelative(String place) {
        return !place.isEmpty() && !place.startsWith("/") && !place.contains("..") && !place.matches("[A-Za-z]:.*");
    }

    private static List<String> next(JobFileForm form, Instant now) {
        try {
            ZoneId zone = form.zone().isEmpty() ? ZoneId.systemDefault() : ZoneId.of(form.zone());
            Schedule schedule = Schedule.parse(form.times().line(), zone);
            DateTimeFormatter words = DateTimeFormatter.ofPattern(Text.of("EEE d MMM yyyy, HH:mm"), locale());
            return Stream.iterate(schedule.nextAfter(now), schedule::nextAfter)
                    .limit(TIMES)
                    .map(at -> words.format(at.atZone(zone)))
                    .toList();
        } catch (IllegalArgumentException | DateTimeException e) {
            return List.of();
        }
    }

    private static Locale locale() {
        return Text.language() == Language.CHINESE ? Locale.SIMPLIFIED_CHINESE : Locale.ENGLISH;
    }

    boolean hasNext() {
        return !next.isEmpty();
    }

    /** Puts what is wrong beside its field. */
    private static final class Labels {

        private final String key;
        private final String why;
        private boolean isShown;

        private Labels(String key, String why) {
            this.key = key;
            this.why = why;
        }

        private Field field(String name, String of, String label, String value, String hint) {
            boolean isWrong = !key.isEmpty() && of.equals(key);
            isShown |= isWrong;
            return new Field(name, label, value, hint, isWrong ? why : "", "text", "");
        }

        private String rest() {
            return isShown ? "" : why;
        }
    }
}
