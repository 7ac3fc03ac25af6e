package dev.reelbatch.ledger;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The due times of each job file that have been handled, so that a missed one is noticed and none is repeated, whatever
 * the clock says; which job files are paused, and which of them a person wants to run now.
 */
public final class ScheduleLedger {

    private static final String FIND = """
            select handled_up_to from schedule where job_file = :job""";

    private static final String ADVANCE = """
            update schedule set handled_up_to = :at where job_file = :job and handled_up_to < :at""";

    private static final String INSERT = """
            insert into schedule (job_file, handled_up_to) values (:job, :at)""";

    private static final String SEEN_TO = """
            insert into schedule_time (job_file, due_at) values (:job, :at)""";

    private static final String IS_SEEN_TO = """
            select count(*) from schedule_time where job_file = :job and due_at = :at""";

    private static final String DUE = """
            merge into schedule_due (job_file, due_at) key (job_file) values (:job, :at)""";
    private static final String NOT_BEGUN = """
            select due_at from schedule_due where job_file = :job""";
    private static final String BEGUN = """
            delete from schedule_due where job_file = :job and due_at <= :at""";
    private static final String ALL_DUE = "select job_file from schedule_due";
    private static final String FORGET = "delete from schedule_due where job_file = :job";

    private static final String PAUSES = "select job_file, paused_by, paused_at from schedule_pause";
    private static final String PAUSE = """
            insert into schedule_pause (job_file, paused_by, paused_at) values (:job, :by, :at)""";
    private static final String RESUME = "delete from schedule_pause where job_file = :job";

    private static final String ORDERS =
            "select job_file, ordered_by, ordered_at from schedule_order order by ordered_at, job_file";
    private static final String ORDER = """
            merge into schedule_order (job_file, ordered_by, ordered_at) key (job_file) values (:job, :by, :at)""";
    private static final String ORDER_DONE = """
            delete from schedule_order where job_file = :job and ordered_at = :at""";

    private final JdbcClient jdbc;

    public ScheduleLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Returns the latest due time that was handled; empty for a job file whose schedule is new. */
    public Optional<Instant> handledUpTo(String jobFile) {
        return jdbc.sql(FIND)
                .param("job", jobFile)
                .query((rs, n) -> Columns.requiredInstant(rs, "handled_up_to"))
                .optional();
    }

    /** Records that the run of exactly this time has begun, or is over. */
    public void seenTo(String jobFile, Instant due) {
        if (!isSeenTo(jobFile, due)) {
            jdbc.sql(SEEN_TO).param("job", jobFile).param("at", Columns.at(due)).update();
        }
    }

    public boolean isSeenTo(String jobFile, Instant due) {
        return jdbc.sql(IS_SEEN_TO)
                        .param("job", jobFile)
                        .param("at", Columns.at(due))
                        .query(Integer.class)
                        .single()
                > 0;
    }

    /** Records that the schedule needs no run for this time and all before it; never goes back. */
    public void handled(String jobFile, Instant upTo) {
        if (handledUpTo(jobFile).isPresent()) {
            jdbc.sql(ADVANCE)
                    .param("job", jobFile)
                    .param("at", Columns.at(upTo))
                    .update();
        } else {
            jdbc.sql(INSERT).param("job", jobFile).param("at", Columns.at(upTo)).update();
        }
    }

    /** Records that a run is due, which replaces an earlier due time of the same job file. */
    public void due(String jobFile, Instant at) {
        jdbc.sql(DUE).param("job", jobFile).param("at", Columns.at(at)).update();
    }

    /** Returns the due time whose run has not begun yet, in this process or an earlier one; empty if there is none. */
    public Optional<Instant> notBegun(String jobFile) {
        return jdbc.sql(NOT_BEGUN)
                .param("job", jobFile)
                .query((rs, n) -> Columns.requiredInstant(rs, "due_at"))
                .optional();
    }

    /** Records that the run of this due time has begun, or needs none any more. */
    public void begun(String jobFile, Instant due) {
        jdbc.sql(BEGUN).param("job", jobFile).param("at", Columns.at(due)).update();
    }

    /** Forgets the runs that are due of other job files than these: one that is gone may come again with other rows. */
    public void forgetAllDueExcept(Collection<String> jobFiles) {
        jdbc.sql(ALL_DUE).query(String.class).list().stream()
                .filter(jobFile -> !jobFiles.contains(jobFile))
                .forEach(jobFile -> jdbc.sql(FORGET).param("job", jobFile).update());
    }

    /** A job file that a person has paused. */
    public record Pause(String jobFile, String by, Instant at) {}

    /** A run of a job file that a person wants now. */
    public record Order(String jobFile, String by, Instant at) {}

    public List<Pause> pauses() {
        return jdbc.sql(PAUSES)
                .query((rs, n) -> new Pause(
                        rs.getString("job_file"), rs.getString("paused_by"), Columns.requiredInstant(rs, "paused_at")))
                .list();
    }

    /** Records a pause, also for later processes. It must not be paused yet. */
    public Pause pause(String jobFile, String by, Instant now) {
        jdbc.sql(PAUSE)
                .param("job", jobFile)
                .param("by", by)
                .param("at", Columns.at(now))
                .update();
        return new Pause(jobFile, by, now);
    }

    public void resume(String jobFile) {
        jdbc.sql(RESUME).param("job", jobFile).update();
    }

    /** Returns the orders whose runs are not over, oldest first. */
    public List<Order> orders() {
        return jdbc.sql(ORDERS)
                .query((rs, n) -> new Order(
                        rs.getString("job_file"),
                        rs.getString("ordered_by"),
                        Columns.requiredInstant(rs, "ordered_at")))
                .list();
    }

    /** Records an order, which replaces an earlier one of the same job file. */
    public Order order(String jobFile, String by, Instant now) {
        Order order = new Order(jobFile, by, now.truncatedTo(ChronoUnit.MICROS)); // as the database keeps it
        jdbc.sql(ORDER)
                .param("job", jobFile)
                .param("by", by)
                .param("at", Columns.at(order.at()))
                .update();
        return order;
    }

    /** Records that the run of an order is over, unless a newer order has replaced it. */
    public void done(Order order) {
        jdbc.sql(ORDER_DONE)
                .param("job", order.jobFile())
                .param("at", Columns.at(order.at()))
                .update();
    }
}
