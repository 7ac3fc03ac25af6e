package dev.reelbatch.ledger;

import java.time.Instant;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Up to which due time the schedule of each job file was handled, so that a missed one is noticed. */
public final class ScheduleLedger {

    private static final String FIND = """
            select handled_up_to from schedule where job_file = :job""";

    private static final String ADVANCE = """
            update schedule set handled_up_to = :at where job_file = :job and handled_up_to < :at""";

    private static final String INSERT = """
            insert into schedule (job_file, handled_up_to) values (:job, :at)""";

    private final JdbcClient jdbc;

    public ScheduleLedger(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** The latest due time that was handled; empty for a job file whose schedule is new here. */
    public Optional<Instant> handledUpTo(String jobFile) {
        return jdbc.sql(FIND)
                .param("job", jobFile)
                .query((rs, n) -> Columns.requiredInstant(rs, "handled_up_to"))
                .optional();
    }

    /** The schedule needs no run any more for this time and all before it; never goes back. */
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
