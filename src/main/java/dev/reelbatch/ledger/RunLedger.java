package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The runs of jobs, and the home's identity. */
public final class RunLedger {

    private static final String RUN = """
            select u.*, j.name, j.folder from run u join job j on j.id = u.job_id
            """;
    private static final String LATEST_BY_NAME = """
            where u.number = (select max(x.number) from run x where x.job_id = u.job_id) order by j.name_key""";
    private static final String NEW_RUN = """
            insert into run (job_id, number, content_hash, input_sha256, input_path, options, out_dir, created_at)
            values (?, (select coalesce(max(number), 0) + 1 from run where job_id = ?), ?, ?, ?, ?, ?, ?)
            """;
    private static final String COPY_RUN = """
            insert into run (job_id, number, content_hash, input_sha256, input_path, options, out_dir, loaded_as,
                             load_number, loaded_after, created_at)
            select job_id, (select max(number) from run where job_id = ?) + 1, content_hash, input_sha256, input_path,
                   options, out_dir, loaded_as, load_number, loaded_after, ?
            from run where id = ?
            """;
    private static final String COPY_ROWS = """
            insert into run_row (run_id, load_number, row_number, variant, clip_id, row_id, file_name, prompt, other,
                                 cells, error)
            select ?, ?, row_number, variant, clip_id, row_id, file_name, prompt, other, cells, error
            from run_row where run_id = ? and load_number = ?
            """;
    private static final String UPDATE_RUN = """
            update run set content_hash = ?, input_sha256 = ?, input_path = ?, options = ?, out_dir = ? where id = ?
            """;
    private static final String FINDINGS = "select findings from run_check where run_id = ? and checked_as = ?";
    private static final String CHANGE_FINDINGS = "update run_check set checked_as = ?, findings = ? where run_id = ?";
    private static final String NEW_FINDINGS = """
            insert into run_check (checked_as, findings, run_id) values (?, ?, ?)
            """;

    private final JdbcClient jdbc;
    private final Journal journal;
    private final Time time;

    public RunLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.journal = journal;
        this.time = time;
    }

    /** Returns the home's identity, made at its first use. */
    public String homeId() {
        return jdbc.sql("select id from home").query(String.class).optional().orElseGet(() -> {
            String id = UUID.randomUUID().toString();
            jdbc.sql("insert into home (id, created_at) values (?, ?)")
                    .params(id, Columns.at(time.now()))
                    .update();
            return id;
        });
    }

    /** Returns the job's run with the highest number. */
    public Optional<Run> latestRun(NamedJob job) {
        return jdbc.sql(RUN + "where u.job_id = ? order by u.number desc limit 1")
                .param(job.id())
                .query(Columns::run)
                .optional();
    }

    /** Returns the latest run of any sheet of an inbox. */
    public Optional<Run> latestRunIn(String inbox) {
        String folder = JobLedger.key(inbox) + "/";
        return jdbc.sql(RUN + "where left(j.name_key, ?) = ? order by u.created_at desc, u.id desc limit 1")
                .params(folder.length(), folder)
                .query(Columns::run)
                .optional();
    }

    /** Returns the latest run of each job, by the jobs' names. */
    public List<Run> latestRuns() {
        return jdbc.sql(RUN + LATEST_BY_NAME).query(Columns::run).list();
    }

    /** Returns some of them. */
    public List<Run> latestRuns(int limit, int offset) {
        return jdbc.sql(RUN + LATEST_BY_NAME + " limit ? offset ?")
                .params(limit, offset)
                .query(Columns::run)
                .list();
    }

    /** Returns these runs, in any order. */
    public List<Run> runs(Collection<Long> ids) {
        return ids.isEmpty()
                ? List.of()
                : jdbc.sql(RUN + "where u.id in (:ids)")
                        .param("ids", ids)
                        .query(Columns::run)
                        .list();
    }

    public Run run(long id) {
        return jdbc.sql(RUN + "where u.id = ?").param(id).query(Columns::run).single();
    }

    /** Creates the job's next run. */
    public Run createRun(NamedJob job, Run.Draft draft) {
        return run(journal.record(transitions -> insert(job, draft)));
    }

    private long insert(NamedJob job, Run.Draft draft) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(NEW_RUN)
                .params(
                        job.id(),
                        job.id(),
                        draft.contentHash(),
                        draft.inputSha256(),
                        draft.inputPath(),
                        draft.options(),
                        draft.outDir().toString(),
                        Columns.at(time.now()))
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Long.class));
        if (draft.corrects() != null) {
            link(id, draft.corrects());
        }
        return id;
    }

    private void link(long id, long corrects) {
        jdbc.sql("insert into run_correction (run_id, corrects) values (?, ?)")
                .params(id, corrects)
                .update();
    }

    /** Returns the run whose sheet this one repeats except for corrected rows. */
    public Optional<Run> corrected(Run run) {
        return jdbc.sql(RUN + "join run_correction k on k.corrects = u.id where k.run_id = ?")
                .param(run.id())
                .query(Columns::run)
                .optional();
    }

    /**
     * Copies rows and clips into a run of its own, because a completed instance of Spring Batch can't be started again.
     */
    public Run copyRun(Run run) {
        return run(journal.record(transitions -> insertCopy(run)));
    }

    private long insertCopy(Run run) {
        GeneratedKeyHolder key = new GeneratedKeyHolder();
        jdbc.sql(COPY_RUN)
                .params(run.job().id(), Columns.at(time.now()), run.id())
                .update(key, "id");
        long id = Objects.requireNonNull(key.getKeyAs(Long.class));
        jdbc.sql(COPY_ROWS)
                .params(id, run.loadNumber(), run.id(), run.loadNumber())
                .update();
        link(id, run.id());
        return id;
    }

    /** Updates a run for the same content from another file, with other options or for another folder. */
    public Run updateRun(Run run, Run.Draft draft) {
        jdbc.sql(UPDATE_RUN)
                .params(
                        draft.contentHash(),
                        draft.inputSha256(),
                        draft.inputPath(),
                        draft.options(),
                        draft.outDir().toString(),
                        run.id())
                .update();
        return run(run.id());
    }

    /**
     * Stores the findings of a check of the run's sheet.
     *
     * @param checkedAs names everything that the findings depend on
     */
    public void keepFindings(Run run, String checkedAs, String findings) {
        if (jdbc.sql(CHANGE_FINDINGS).params(checkedAs, findings, run.id()).update() == 0) {
            jdbc.sql(NEW_FINDINGS).params(checkedAs, findings, run.id()).update();
        }
    }

    /** Returns the findings last given to {@link #keepFindings} for the run, if they still depend on the same. */
    public Optional<String> findings(Run run, String checkedAs) {
        return jdbc.sql(FINDINGS)
                .params(run.id(), checkedAs)
                .query(String.class)
                .optional();
    }

    /** Records that the run came to an end, of any kind. */
    public void recordEnd(long runId) {
        jdbc.sql("update run set ended_at = ? where id = ?")
                .params(Columns.at(time.now()), runId)
                .update();
    }

    /** Returns the folders of all runs' results. */
    public Set<Path> outDirs() {
        return jdbc.sql("select distinct out_dir from run")
                .query((rs, n) -> Path.of(rs.getString("out_dir")))
                .set();
    }

    /** Returns whether a run of this home with results there has submitted anything; what was taken over is no run. */
    public boolean hasSubmitted(Path outDir) {
        return jdbc.sql("""
                select 1 from run r where r.out_dir = ? and r.input_sha256 <> ''
                  and exists (select 1 from submission s where s.run_id = r.id)
                limit 1
                """)
                .param(outDir.toString())
                .query(Integer.class)
                .optional()
                .isPresent();
    }

    /** Returns the different options of all runs that have a value of this name. */
    public List<String> optionsWith(String name) {
        return jdbc.sql("select distinct options from run where options like ?")
                .param("%\"" + name + "\":%")
                .query(String.class)
                .list();
    }

    /** Returns the inputs of all runs, by SHA-256. */
    public Set<String> inputs() {
        return jdbc.sql("select distinct input_sha256 from run")
                .query(String.class)
                .set();
    }
}
