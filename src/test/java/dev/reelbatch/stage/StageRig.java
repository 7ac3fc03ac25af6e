package dev.reelbatch.stage;

import dev.reelbatch.api.ApiKey;
import dev.reelbatch.api.ApiSettings;
import dev.reelbatch.api.AuthForm;
import dev.reelbatch.api.TasksClient;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.RowDraft;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A real ledger and the simulator for the tests of a stage, in a time that passes 50 times as fast. */
public final class StageRig implements AutoCloseable {

    public static final SimulatorSettings QUICK =
            SimulatorSettings.defaults().generationTime(Duration.ofMillis(1)).generationSigma(0);
    private static final double FACTOR = 50;

    public final Time time;
    public final LedgerFixture ledger = new LedgerFixture();
    public final StopSignal stop = new StopSignal();
    public final Simulator simulator;
    public final Path out;
    public TasksClient api;

    public StageRig(Path out) {
        this(out, QUICK);
    }

    public StageRig(Path out, SimulatorSettings settings) {
        this(out, settings, FACTOR);
    }

    /** For tests whose POSTs stay open: in a fast time they would soon look like an outage. */
    public StageRig(Path out, SimulatorSettings settings, double factor) {
        this.time = Time.faster(factor);
        this.out = out;
        this.simulator = Simulator.start(settings, time);
        this.api = client(simulator.apiUrl(), Duration.ofSeconds(20));
    }

    /** From now on calls go there, and may take so long in real time. */
    public void callApiAt(URI url, Duration timeout) {
        api.close();
        api = client(url, timeout);
    }

    private TasksClient client(URI url, Duration timeout) {
        ApiSettings settings =
                new ApiSettings(url, AuthForm.PLAIN, Duration.ofSeconds(2), timeout, Set.of(429, 503), 64);
        return new TasksClient(settings, ApiKey.of("sk-test"), new PictureStore(Path.of("no-pictures")), time);
    }

    /** A run with a row for each prompt, from row 2 on. */
    public Run run(String... prompts) {
        return runAt("job", LedgerFixture.API, prompts);
    }

    public Run runAt(String job, String api, String... prompts) {
        RowDraft[] rows = IntStream.range(0, prompts.length)
                .mapToObj(n -> row(n + 2, prompts[n], api))
                .toArray(RowDraft[]::new);
        return ledger.run(job, out, rows);
    }

    /** A run of rows that are all well. */
    public Run runOf(int rows) {
        return run(IntStream.range(0, rows).mapToObj(n -> "A cat, take " + n).toArray(String[]::new));
    }

    private static RowDraft row(int row, String prompt, String api) {
        String json = """
                {"model":"openai/sora-2/text-to-video","input":{"prompt":"%s"},"parameters":{"duration":4}}\
                """.formatted(prompt);
        String fingerprint = UUID.randomUUID().toString();
        RowDraft.Request request = new RowDraft.Request(
                fingerprint,
                LedgerFixture.keys(fingerprint),
                api,
                json,
                "openai/sora-2/text-to-video",
                "720x1280",
                4,
                LedgerFixture.PRICE);
        return new RowDraft(row, 1, request, null, "%04d-clip".formatted(row), prompt, "{}", "{}", null);
    }

    /** The states of all clips of the home, in the order of their creation. */
    public List<ClipState> states() {
        return ledger.jdbc
                .sql("select state from clip order by id")
                .query((rs, n) -> ClipState.valueOf(rs.getString(1)))
                .list();
    }

    public int count(ClipState state) {
        return (int) states().stream().filter(state::equals).count();
    }

    /** The recorded outcomes of all POSTs, oldest first; NULL for one without an answer. */
    public List<String> outcomes() {
        return ledger.jdbc
                .sql("select coalesce(outcome, 'NULL') from submission order by id")
                .query(String.class)
                .list();
    }

    public StopSignal.@Nullable Kind stoppedBy() {
        return stop.first().map(StopSignal.Cause::kind).orElse(null);
    }

    @Override
    public void close() {
        api.close();
        simulator.close();
        ledger.close();
    }
}
