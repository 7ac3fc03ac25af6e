package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The due times of each job file that have been handled, so that a missed one is noticed and none is repeated, whatever
 * the clock says.
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
}
