package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The jobs of a home. */
public final class JobLedger {

    private static final String NEW_JOB = """
            insert into job (name, name_key, folder, created_at) values (?, ?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final Time time;

    public JobLedger(JdbcClient jdbc, Time time) {
        this.jdbc = jdbc;
        this.time = time;
    }

    /** Returns the job of this name; names are compared without case. */
    public Optional<NamedJob> job(String name) {
        return jdbc.sql("select id, name, folder from job where name_key = ?")
                .param(key(name))
                .query((rs, n) -> new NamedJob(rs.getLong("id"), rs.getString("name"), rs.getString("folder")))
                .optional();
    }

    /** Returns all jobs, by name. */
    public List<NamedJob> jobs() {
        return jdbc.sql("select id, name, folder from job order by name_key")
                .query((rs, n) -> new NamedJob(rs.getLong("id"), rs.getString("name"), rs.getString("folder")))
                .list();
    }

    public NamedJob createJob(String name, String folder) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEW_JOB)
                .params(name, key(name), folder, Columns.at(time.now()))
                .update(key, "id");
        return new NamedJob(Objects.requireNonNull(key.getKeyAs(Long.class)), name, folder);
    }

    /** Records the folder of a job's sheet if it was unknown. */
    public NamedJob setFolder(NamedJob job, String folder) {
        jdbc.sql("update job set folder = ? where id = ?")
                .params(folder, job.id())
                .update();
        return new NamedJob(job.id(), job.name(), folder);
    }

    /** Returns the name in the form in which names are compared. */
    static String key(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
