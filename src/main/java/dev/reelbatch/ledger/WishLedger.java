package dev.reelbatch.ledger;

import dev.reelbatch.time.Time;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.GeneratedKeyHolder;

/** The wishes of commands, until they are complete. */
public final class WishLedger {

    private static final String SAID = """
            select * from wish where job_id = ? and kind = ? and (words = ? or begun_by is null and words = '')
            order by id desc
            """;
    private static final String CUT_SHORT = """
            select w.* from wish w
            where not w.ended and not w.limited and w.job_id = ? and (w.begun_by = 'SERVE' or w.begun_by is null)
              and w.run_id = (select u.id from run u where u.job_id = w.job_id order by u.number desc limit 1)
              and not exists (select 1 from wish_request q where q.wish_id = w.id)
            order by w.id
            """;
    private static final String RUN_CUT_SHORT = """
            select count(*) from wish where not ended and kind <> 'RERUN' and run_id = ?
            """;
    private static final String OF_WEB_RUN = """
            select w.* from wish_request q join wish w on w.id = q.wish_id
            where q.web_run = ? and not w.ended order by w.id desc limit 1
            """;
    private static final String NEW = """
            insert into wish (job_id, run_id, kind, words, begun_by, begun_at) values (?, ?, ?, ?, ?, ?)
            """;
    private static final String GO_ON =
            "update wish set run_id = ?, begun_by = ?, ended = false, limited = false where id = ?";
    private static final String REQUEST_OF = "select web_run from wish_request where wish_id = ?";
    private static final String NOT_REQUESTED = "delete from wish_request where wish_id = ?";
    private static final String REQUESTED = "insert into wish_request (wish_id, web_run) values (?, ?)";
    private static final String PAYS_AGAIN = """
            select * from wish where not ended and kind in ('FRESH', 'RERUN') and run_id = ? order by id
            """;
    private static final String LIMITED = "update wish set limited = true where id = ?";
    private static final String ENDED = "update wish set ended = true where id = ?";

    private final JdbcClient jdbc;
    private final WishClips clips;
    private final RunBeginnings beginnings;
    private final Journal journal;
    private final Time time;

    public WishLedger(JdbcClient jdbc, Journal journal, Time time) {
        this.jdbc = jdbc;
        this.clips = new WishClips(jdbc);
        this.beginnings = new RunBeginnings(jdbc);
        this.journal = journal;
        this.time = time;
    }

    /**
     * Returns the unfinished wish that the same command began for the job, so that repeating it resumes the wish.
     * {@code serve} does not resume what a person began. A wish that no person can repeat stays open as long as one of
     * its videos is, which is obtained free of charge.
     */
    public Optional<Wish> unfinished(NamedJob job, Wish.Draft said) {
        List<Wish> same = said(job, said).stream()
                .filter(wish -> wish.by() == null || wish.by() == said.by() || isSaidAgain(wish, said))
                .toList();
        return same.stream()
                .filter(wish -> !wish.ended()) // also if a later one, which could not resume it, has ended
                .findFirst()
                .or(() -> same.stream()
                        .findFirst()
                        .filter(wish -> wish.kind() == Wish.Kind.FRESH && clips.areUnsettled(wish)));
    }

    /** Returns the latest wish that the same command began for the job, whoever gave it, and whether or not it has ended. */
    public Optional<Wish> latest(NamedJob job, Wish.Draft said) {
        return said(job, said).stream().findFirst();
    }

    private List<Wish> said(NamedJob job, Wish.Draft said) {
        return jdbc.sql(SAID)
                .params(job.id(), said.kind().name(), said.details())
                .query(WishLedger::wish)
                .list();
    }

    /**
     * Returns true if a person repeats it; from then on it is the person's. A wish that does not pay again may as well
     * begin again.
     */
    private static boolean isSaidAgain(Wish wish, Wish.Draft said) {
        return said.by() == Wish.By.SHELL && wish.kind() != Wish.Kind.RUN;
    }

    /** Returns the unfinished wish of a run requested over HTTP; empty if it has none, or another command resumed it. */
    public Optional<Wish> ofRequestedRun(String requestedRunId) {
        return jdbc.sql(OF_WEB_RUN)
                .param(requestedRunId)
                .query(WishLedger::wish)
                .optional();
    }

    /** Returns the run requested over HTTP that the wish belongs to; empty if it belongs to none. */
    public Optional<String> requestOf(Wish wish) {
        return jdbc.sql(REQUEST_OF).param(wish.id()).query(String.class).optional();
    }

    /**
     * Returns the unfinished wishes that {@code serve} began with the job's latest run, oldest first, but for those of
     * runs requested over HTTP, and those that wait for a person to raise a limit.
     */
    public List<Wish> cutShort(NamedJob job) {
        return jdbc.sql(CUT_SHORT).param(job.id()).query(WishLedger::wish).list();
    }

    /** Returns the unfinished wishes of the run that pay again, whoever began them. */
    public List<Wish> payingAgain(Run run) {
        return jdbc.sql(PAYS_AGAIN).param(run.id()).query(WishLedger::wish).list();
    }

    /** Returns true if a command that runs all rows, and not only a rerun, is unfinished. */
    public boolean isCutShort(Run run) {
        return jdbc.sql(RUN_CUT_SHORT).param(run.id()).query(Integer.class).single() > 0;
    }

    /** Returns true if each of these rows of the run holds a clip that the wish has made. */
    public boolean hasMadeAll(Wish wish, Run run, RowRanges rows) {
        return clips.haveAll(wish, run, rows);
    }

    /**
     * Begins a wish for the run.
     *
     * @param together is recorded in the same transaction
     */
    public Wish begin(Wish.Draft said, Run run, Runnable together) {
        return journal.record(transitions -> {
            together.run();
            GeneratedKeyHolder key = new GeneratedKeyHolder();
            jdbc.sql(NEW)
                    .params(
                            run.job().id(),
                            run.id(),
                            said.kind().name(),
                            said.details(),
                            said.by().name(),
                            Columns.at(time.now()))
                    .update(key, "id");
            long id = Objects.requireNonNull(key.getKeyAs(Long.class));
            note(id, run, said.requestedRun());
            return new Wish(id, said.kind(), said.details(), said.by(), run.id(), false);
        });
    }

    /**
     * Resumes a wish for the run; from then on it belongs to the command that said this.
     *
     * @param together is recorded in the same transaction
     */
    public Wish resume(Wish wish, Wish.Draft said, Run run, Runnable together) {
        return journal.record(transitions -> {
            together.run();
            jdbc.sql(GO_ON).params(run.id(), said.by().name(), wish.id()).update();
            note(wish.id(), run, said.requestedRun());
            return new Wish(wish.id(), wish.kind(), wish.details(), said.by(), run.id(), false);
        });
    }

    /** With the wish, the requested run is known to have begun: to begin once more would be to pay once more. */
    private void note(long wish, Run run, @Nullable String requestedRun) {
        jdbc.sql(NOT_REQUESTED).param(wish).update();
        if (requestedRun != null) {
            jdbc.sql(REQUESTED).params(wish, requestedRun).update();
            beginnings.record(requestedRun, run.id());
        }
    }

    /** Ends a wish that is complete, with everything that belongs to it; repeating the command is then a new wish. */
    public void close(Wish wish) {
        journal.record(transitions -> jdbc.sql(ENDED).param(wish.id()).update());
    }

    /** Leaves a wish open for a person, who has to raise the limit that stopped it. */
    public void limit(Wish wish) {
        journal.record(transitions -> jdbc.sql(LIMITED).param(wish.id()).update());
    }

    /**
     * Puts a wish away when its command no longer runs: clips that it never reached do not wait for submission, and
     * their rows are as before it. Repeating the command takes it up again.
     */
    public void putAway(Wish wish) {
        if (wish.kind() != Wish.Kind.RUN) {
            journal.record(transitions -> {
                clips.putAway(transitions, wish.id());
                return null;
            });
        }
    }

    /** Puts away all wishes of a killed process; called before any begins. */
    public void putAllAway() {
        journal.record(transitions -> {
            clips.putAway(transitions, null);
            return null;
        });
    }

    private static Wish wish(ResultSet rs, int n) throws SQLException {
        String by = rs.getString("begun_by");
        return new Wish(
                rs.getLong("id"),
                Wish.Kind.valueOf(rs.getString("kind")),
                rs.getString("words"),
                by == null ? null : Wish.By.valueOf(by),
                rs.getLong("run_id"),
                rs.getBoolean("ended"));
    }
}
