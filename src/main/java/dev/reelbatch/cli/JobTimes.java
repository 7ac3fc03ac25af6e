package dev.reelbatch.cli;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.serve.ApprovalRule;
import dev.reelbatch.serve.Schedule;
import dev.reelbatch.serve.ServedJob;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/** The keys of a job file that only {@code serve} uses, and the combinations in which they are allowed. */
final class JobTimes {

    private static final String SCHEDULE = "schedule";
    private static final String TIME_ZONE = "time-zone";
    private static final String CATCH_UP = "catch-up";
    private static final String SETTLE = "settle";
    private static final String DONE_MARKER = "done-marker";

    private static final String BUDGET = "budget";
    private static final String APPROVE_ABOVE = "approve-above";

    static final Set<String> KEYS = Set.of(SCHEDULE, TIME_ZONE, CATCH_UP, SETTLE, DONE_MARKER, BUDGET, APPROVE_ABOVE);

    private static final Duration SETTLED = Duration.ofSeconds(10);

    private final JobFile file;

    private JobTimes(JobFile file) {
        this.file = file;
    }

    /**
     * Reads the keys.
     *
     * @throws UserException naming the file and the key
     */
    static JobTimes of(JobFile file) {
        JobTimes times = new JobTimes(file);
        times.check();
        return times;
    }

    private void check() {
        boolean inbox = file.kind() == JobFile.Source.INBOX;
        refuse(inbox, List.of(SCHEDULE), Text.of("an inbox is watched all the time"));
        refuse(!inbox, List.of(SETTLE, DONE_MARKER), Text.of("it applies only to an inbox"));
        refuse(file.value(SCHEDULE) == null, List.of(TIME_ZONE, CATCH_UP), Text.of("it applies only with a schedule"));
        if (isServed() && file.value("max-cost") == null) {
            throw new UserException(Text.of(
                    "%s: a job that runs unattended needs a cost limit: max-cost: 200, or max-cost: none",
                    file.file()));
        }
        when();
        settle();
        doneMarker();
        budget();
        approval();
    }

    private void refuse(boolean wrong, List<String> keys, String why) {
        for (String key : keys) {
            if (wrong && file.value(key) != null) {
                throw new UserException(Text.of("%s: the key %s does not apply here: %s", file.file(), key, why));
            }
        }
    }

    /** Returns true if the file has a schedule or an inbox, so that {@code serve} has something to wait for. */
    boolean isServed() {
        return file.kind() == JobFile.Source.INBOX || file.value(SCHEDULE) != null;
    }

    /** Returns the schedule; null if there is none. */
    ServedJob.@Nullable When when() {
        String cron = file.value(SCHEDULE);
        if (cron == null) {
            return null;
        }
        try {
            return new ServedJob.When(Schedule.parse(cron, zone()), flag(CATCH_UP));
        } catch (IllegalArgumentException e) {
            throw wrong(SCHEDULE, e);
        }
    }

    private ZoneId zone() {
        String zone = file.value(TIME_ZONE);
        try {
            return zone == null ? ZoneId.systemDefault() : ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw new UserException(Text.of(
                    "%s: time-zone: \"%s\" is not a time zone; write for example Asia/Shanghai or UTC",
                    file.file(), zone));
        }
    }

    Duration settle() {
        String settle = file.value(SETTLE);
        try {
            return settle == null ? SETTLED : new Converters.DurationConverter().convert(settle);
        } catch (TypeConversionException e) {
            throw wrong(SETTLE, e);
        }
    }

    boolean doneMarker() {
        return flag(DONE_MARKER);
    }

    /** Returns the limit for what this job file spends in {@code serve}; null if it has none. */
    @Nullable Budget budget() {
        String text = file.value(BUDGET);
        return text == null
                ? null
                : Budget.parse(text)
                        .orElseThrow(() -> new UserException(Text.of(
                                "%s: budget: \"%s\" is not a budget; write for example 500/day or 8000/month",
                                file.file(), text)));
    }

    /** Returns the price from which runs of this job file need approval in {@code serve}; null if it says nothing. */
    @Nullable ApprovalRule approval() {
        String text = file.value(APPROVE_ABOVE);
        try {
            return text == null ? null : ApprovalRule.ofJobFile(new Converters.MoneyConverter().convert(text));
        } catch (TypeConversionException e) {
            throw wrong(APPROVE_ABOVE, e);
        }
    }

    private boolean flag(String key) {
        String value = file.value(key);
        return value != null && file.isTrue(key, value);
    }

    private UserException wrong(String key, RuntimeException e) {
        return new UserException("%s: %s: %s".formatted(file.file(), key, e.getMessage()));
    }
}
