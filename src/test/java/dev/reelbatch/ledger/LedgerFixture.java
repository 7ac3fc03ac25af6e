package dev.reelbatch.ledger;

import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcConnectionPool;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;

/** A ledger on a real database, and ways to fill it through legal moves alone. */
public final class LedgerFixture implements AutoCloseable {

    public static final String API = "modelverse";
    public static final Price PRICE = new Price(new BigDecimal("2.84"), "CNY");
    private static final int BYTES = 4;

    public final SettableTime time = new SettableTime();
    public final DataSource dataSource;
    public final JdbcClient jdbc;
    public final Journal journal;
    public final JobLedger jobs;
    public final RunLedger runs;
    public final RowLedger rows;
    public final LoadLedger loads;
    public final QueueLedger queue;
    public final SubmissionHistory submissions;
    public final RunTotals totals;
    public final SubmitLedger submits;
    public final RecoveryLedger recovery;
    public final ClipHistory history;
    public final PollLedger polls;
    public final DownloadLedger downloads;
    public final RerunLedger reruns;
    public final DoubtLedger doubts;
    public final ReportLedger reports;
    public final WishLedger wishes;

    private final Runnable closing;

    /** A database in memory, gone when this is closed. */
    public LedgerFixture() {
        this(new MigratedDatabase());
    }

    private LedgerFixture(MigratedDatabase database) {
        this(database.dataSource(), database::close);
    }

    /** The database of this URL, for tests that open it again. */
    public LedgerFixture(String url) {
        this(migrated(url));
    }

    private LedgerFixture(JdbcConnectionPool pool) {
        this(pool, () -> {
            JdbcClient.create(pool).sql("shutdown").update();
            pool.dispose();
        });
    }

    private static JdbcConnectionPool migrated(String url) {
        JdbcConnectionPool pool = JdbcConnectionPool.create(url, "sa", "");
        Flyway.configure().dataSource(pool).load().migrate();
        return pool;
    }

    private LedgerFixture(DataSource dataSource, Runnable closing) {
        this.dataSource = dataSource;
        this.closing = closing;
        jdbc = JdbcClient.create(dataSource);
        journal = new Journal(new JdbcTransactionManager(dataSource), jdbc, LedgerFile.h2(dataSource), time);
        jobs = new JobLedger(jdbc, time);
        runs = new RunLedger(jdbc, journal, time);
        rows = new RowLedger(jdbc);
        loads = new LoadLedger(jdbc, time);
        queue = new QueueLedger(jdbc);
        submissions = new SubmissionHistory(jdbc);
        totals = new RunTotals(jdbc, journal, "at_rest", time);
        submits = new SubmitLedger(jdbc, journal, time, ZoneOffset.UTC);
        recovery = new RecoveryLedger(jdbc, journal);
        history = new ClipHistory(jdbc, journal);
        polls = new PollLedger(jdbc, journal, submits.doubted(), history);
        downloads = new DownloadLedger(jdbc, journal, time, history);
        reruns = new RerunLedger(jdbc, journal, time);
        doubts = new DoubtLedger(jdbc, journal, submits);
        reports = new ReportLedger(jdbc, history);
        wishes = new WishLedger(jdbc, journal, time);
    }

    /** A run with these rows, loaded; the job is made if there is none of the name. */
    public Run run(String job, Path outDir, RowDraft... rows) {
        NamedJob named = jobs.job(job).orElseGet(() -> jobs.createJob(job, "/sheets"));
        String hash = UUID.randomUUID().toString();
        Run run = runs.createRun(named, new Run.Draft(hash, hash, "/sheets/" + job + ".csv", "{}", outDir));
        int load = loads.begin(run);
        loads.add(run, load, Takes.NONE, List.of(rows));
        loads.finish(run, load, hash);
        return runs.run(run.id());
    }

    /** A run without rows yet; the job is made if there is none of the name. */
    Run newRun(String job) {
        NamedJob named = jobs.job(job).orElseGet(() -> jobs.createJob(job, "/sheets"));
        String hash = UUID.randomUUID().toString();
        Path out = Path.of("/out", job);
        return runs.createRun(named, new Run.Draft(hash, hash, "/sheets/" + job + ".csv", "{}", out));
    }

    /** A command that asks for this begins, for the run. */
    Wish wish(Run run, Wish.Kind kind) {
        return wishes.begin(new Wish.Draft(kind, "all", Wish.By.SHELL), run, () -> {});
    }

    /** A command begins that asks for the next take of every row. */
    Takes fresh(Run run) {
        return new Takes(wish(run, Wish.Kind.FRESH).id(), RowRanges.ALL);
    }

    /** Loads the rows and puts them in force. */
    Run load(Run run, RowDraft... rows) {
        return load(run, Takes.NONE, rows);
    }

    /** The same; these rows get their next take. */
    Run load(Run run, Takes takes, RowDraft... rows) {
        int load = loads.begin(run);
        loads.add(run, load, takes, List.of(rows));
        loads.finish(run, load, "load " + load);
        return runs.run(run.id());
    }

    /** A row that asks for this; rows with equal requests have equal fingerprints. */
    static RowDraft asking(int row, int variant, String request, @Nullable Price price) {
        RowDraft.Request wanted = new RowDraft.Request(
                fingerprint(request),
                keys(fingerprint(request)),
                API,
                "{}",
                "openai/sora-2/text-to-video",
                "720x1280",
                4,
                price);
        return new RowDraft(row, variant, wanted, null, "%04d-%d".formatted(row, variant), request, "{}", "{}", null);
    }

    static RowDraft asking(int row, String request) {
        return asking(row, 1, request, PRICE);
    }

    /** The clip that a row of the load in force holds. */
    public Clip clip(Run run, int row, int variant) {
        return reruns.rows(run.id()).stream()
                .filter(held -> held.row() == row && held.variant() == variant)
                .findFirst()
                .orElseThrow()
                .clip();
    }

    public Clip clip(Run run, int row) {
        return clip(run, row, 1);
    }

    OpenTask task(Clip clip) {
        return new OpenTask(
                clip.id(), clip.runId(), "task-" + clip.id(), clip.model(), time.now(), clip.state(), false);
    }

    int count(String table) {
        return jdbc.sql("select count(*) from " + table).query(Integer.class).single();
    }

    /** A row that asks for one video, with the prompt as its only cell. */
    public static RowDraft row(int row, String prompt) {
        return row(row, 1, prompt, "{}", "{\"prompt\":\"x\"}");
    }

    public static RowDraft row(int row, int variant, @Nullable String prompt, String other, String cells) {
        RowDraft.Request request = new RowDraft.Request(
                fingerprint(row + " " + variant + " " + prompt),
                keys(fingerprint(row + " " + variant + " " + prompt)),
                API,
                "{}",
                "openai/sora-2/text-to-video",
                "720x1280",
                4,
                PRICE);
        String fileName = "%04d-clip%s".formatted(row, variant == 1 ? "" : "-v" + variant);
        return new RowDraft(row, variant, request, null, fileName, prompt, other, cells, null);
    }

    static String fingerprint(String request) {
        return UUID.nameUUIDFromBytes(request.getBytes(StandardCharsets.UTF_8)).toString();
    }

    public static RowDraft invalidRow(int row, String error, String cells) {
        return new RowDraft(row, 1, null, null, null, null, "{}", cells, error);
    }

    /** Drives a queued row's first variant to a state, a second for each move. */
    public void drive(Run run, int row, ClipState state) {
        drive(run, row, 1, state, "https://cdn.example/%d.mp4".formatted(row));
    }

    /** Drives a queued row to a state; its task, where it succeeds, ends with these URLs. */
    public void drive(Run run, int row, int variant, ClipState state, String... urls) {
        if (state == ClipState.QUEUED) {
            return;
        } else if (state == ClipState.CANCELLED) {
            reruns.cancel(held(run, row).stream()
                    .filter(held -> held.variant() == variant)
                    .toList());
            return;
        }
        OpenSubmission submission = begin(run, row, variant);
        time.advance(Duration.ofSeconds(1));
        switch (state) {
            case SUBMITTING -> {}
            case FAILED -> submits.refused(submission, fault(400, "sensitive_check_error", "The prompt is refused"));
            case IN_DOUBT ->
                submits.inDoubt(submission, null, fault(504, "gateway_timeout_error", "No answer in time"));
            default -> accept(submission, state, urls);
        }
    }

    /** All of a run's clips that may be submitted. */
    public List<QueuedClip> queued(Run run) {
        return queue.clips(run.id(), Wish.NONE, queue.rows(run.id(), Wish.NONE));
    }

    OpenSubmission begin(Run run, int row, int variant) {
        return ((SubmitLedger.Begin.Begun) begin(run, queued(run, row, variant), SpendingLimits.NONE)).submission();
    }

    /** A rerun brings the row back, whatever else it would bring back. */
    Wish bringBack(Run run, int row) {
        Wish wish = wish(run, Wish.Kind.RERUN);
        reruns.queueAgain(run.id(), wish, held(run, row));
        return wish;
    }

    /** All of the run's rows wait once more, for whatever command. */
    public void queueAgain(Run run) {
        reruns.queueAgain(run.id(), wish(run, Wish.Kind.RERUN), reruns.rows(run.id()));
        jdbc.sql("update clip set asked_again_in = null").update();
    }

    /** The same for the row's next take. */
    Wish payAgain(Run run, int row) {
        Wish wish = wish(run, Wish.Kind.RERUN);
        reruns.payAgain(
                run.id(),
                wish,
                held(run, row).stream()
                        .map(held -> new RerunLedger.NextTake(held, null))
                        .toList());
        return wish;
    }

    private List<RowClip> held(Run run, int row) {
        return reruns.rows(run.id()).stream().filter(held -> held.row() == row).toList();
    }

    /** Submits a row that the wish waits for. */
    OpenSubmission begin(Run run, Wish wish, int row) {
        QueuedClip queued = queue.clips(run.id(), wish, queue.rows(run.id(), wish)).stream()
                .filter(clip -> clip.row() == row)
                .findFirst()
                .orElseThrow();
        return ((SubmitLedger.Begin.Begun)
                        submits.begin(queued, run.id(), wish, run.outDir(), SpendingLimits.NONE, null))
                .submission();
    }

    SubmitLedger.Begin begin(Run run, QueuedClip queued, SpendingLimits limits) {
        return submits.begin(queued, run.id(), Wish.NONE, run.outDir().resolve("videos"), limits, null);
    }

    QueuedClip queued(Run run, int row, int variant) {
        return queued(run).stream()
                .filter(clip -> clip.row() == row && clip.variant() == variant)
                .findFirst()
                .orElseThrow();
    }

    /** The amounts booked on a day, in all currencies. */
    BigDecimal spentOn(String day) {
        long quarter = LocalDate.parse(day).toEpochDay() * 96;
        return jdbc.sql("select coalesce(sum(amount), 0) from spent_quarter where quarter >= ? and quarter < ?")
                .params(quarter, quarter + 96)
                .query(BigDecimal.class)
                .single();
    }

    private void accept(OpenSubmission submission, ClipState state, String... urls) {
        long clip = submission.clip().id();
        submits.accepted(submission, "task-" + clip, "request-" + clip);
        if (state == ClipState.SUBMITTED) {
            return;
        }
        OpenTask task = polls.open(API).stream()
                .filter(open -> open.clipId() == clip)
                .findFirst()
                .orElseThrow();
        time.advance(Duration.ofSeconds(1));
        if (state == ClipState.TIMED_OUT) {
            polls.timedOut(task, fault(null, "timed_out", "Not ready after 2h"));
            return;
        }
        polls.generated(task, List.of(urls), time.now());
        if (state != ClipState.GENERATED) {
            download(clip, state);
        }
    }

    /** Delivers what is submitted, whatever run asked for it. */
    public void finishOpenTasks() {
        for (OpenTask task : polls.open(API)) {
            polls.generated(task, List.of("https://cdn.example/late.mp4"), time.now());
            download(task.clipId(), ClipState.DELIVERED);
        }
    }

    private void download(long clipId, ClipState state) {
        Clip clip = downloads.generated(API, Set.of(), Integer.MAX_VALUE).stream()
                .map(DownloadLedger.Waiting::clip)
                .filter(generated -> generated.id() == clipId)
                .findFirst()
                .orElseThrow();
        if (state == ClipState.UNDELIVERED) {
            downloads.undelivered(clip, fault(404, "gone", "The video could not be fetched"));
            return;
        }
        for (Video video : downloads.videos(clipId)) {
            Path file = VideoFile.of(Path.of(Objects.requireNonNull(clip.fileStem())), video.number(), "mp4");
            write(file);
            downloads.verified(video, file, BYTES, "%064x".formatted(clip.id()));
            downloads.fileIsThere(video);
        }
        downloads.delivered(clip, Map.of());
    }

    private static void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[BYTES]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Of a request that is spelled in one way alone. */
    public static RequestKeys keys(String fingerprint) {
        return new RequestKeys(fingerprint, List.of(), fingerprint);
    }

    static ClipError fault(@Nullable Integer status, String code, String message) {
        return new ClipError(status, code, message);
    }

    @Override
    public void close() {
        journal.close();
        closing.run();
    }
}
