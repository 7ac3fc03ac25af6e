package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.terminal.Terminal;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Commands that pay again, given once more while a {@code serve} has them in its queue: they are meant as the same. */
@Timeout(180)
class RepeatedCommandTest {

    private static final Duration AT_MOST = Duration.ofSeconds(60);
    private static final int ROWS = 4;
    private static final String FRESH = "run HERE/mugs.csv API -y --out=HERE/out --fresh --progress=plain";
    private static final String PAY_AGAIN = "rerun mugs --rows=2-3 --pay-again -y API --progress=plain";

    @TempDir
    private Path folder;

    private HandOverSide side;
    private HandOverRig serve;

    @BeforeEach
    void open() throws Exception {
        side = new HandOverSide(folder.resolve("side"));
        serve = new HandOverRig(side.cli.home, side.api);
        run("run HERE/mugs.csv API -y --out=HERE/out --progress=none");
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS);
    }

    @AfterEach
    void close() {
        serve.close();
        side.close();
    }

    private Cli.Result run(String line) {
        return side.run("", line);
    }

    private CompletableFuture<Cli.Result> begin(String line) {
        int before = requested();
        CompletableFuture<Cli.Result> run = CompletableFuture.supplyAsync(() -> run(line));
        Awaitility.await().atMost(AT_MOST).until(() -> requested() > before);
        return run;
    }

    private int runShowing(String line, StringWriter shown) {
        PrintWriter writer = new PrintWriter(shown, true);
        Terminal terminal = new Terminal(writer, writer, Reader.nullReader(), false, side.cli.environment);
        return CommandLines.execute(terminal, side.words(line));
    }

    private int requested() {
        return serve.requestedRuns.latest(99, 0).size();
    }

    /** A run of the job that can't end before the API answers again. */
    private CompletableFuture<Cli.Result> busy() {
        side.api.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.unavailable()));
        CompletableFuture<Cli.Result> busy =
                begin("run HERE/mugs.csv API -y --out=HERE/out --fresh --rows=5 --progress=none");
        Awaitility.await().atMost(AT_MOST).until(() -> side.api.acceptedCount() == ROWS + 1);
        return busy;
    }

    @ParameterizedTest
    @ValueSource(strings = {FRESH, PAY_AGAIN})
    void whenAWaitingCommandIsGivenAgainThenItsRunIsFollowedAndPaidOnce(String line) throws Exception {
        CompletableFuture<Cli.Result> busy = busy();
        CompletableFuture<Cli.Result> first = begin(line);
        int requested = requested();
        StringWriter shown = new StringWriter();
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> runShowing(line, shown));
        Awaitility.await().atMost(AT_MOST).until(() -> shown.toString()
                .contains("The same command is already waiting or running in `serve`."));
        side.api.clearFaults();
        busy.get();
        assertThat(second.get()).isEqualTo(first.get().exit());
        assertThat(shown.toString()).contains("delivered");
        assertThat(requested()).isEqualTo(requested);
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS + 1 + (line.equals(FRESH) ? ROWS : 2));
    }

    @Test
    void whenTheSheetWasEditedMeanwhileThenTheCommandIsRefusedAndTheFirstGoesOn() throws Exception {
        CompletableFuture<Cli.Result> busy = busy();
        CompletableFuture<Cli.Result> first = begin(FRESH);
        side.cli.file("mugs.csv", "prompt\na mug\na cup\na jug [fails]\na bowl\na plate\n");
        Cli.Result refused = run(FRESH);
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err())
                .contains("The same command, with another sheet or other options, is waiting or running in `serve`.");
        side.api.clearFaults();
        busy.get();
        first.get();
        assertThat(side.api.acceptedCount()).isEqualTo(ROWS + 1 + ROWS);
        Awaitility.await().untilAsserted(() -> assertThat(side.cli.home.resolve("uploads"))
                .isEmptyDirectory());
    }

    @ParameterizedTest
    @ValueSource(strings = {FRESH, PAY_AGAIN})
    void whenServeEndsWhileItWaitsAndItIsGivenAgainWithoutAServeThenTheNextServeDoesNotPayOnceMore(String line)
            throws Exception {
        CompletableFuture<Cli.Result> busy = busy();
        CompletableFuture<Cli.Result> first = begin(line);
        serve.close();
        busy.get();
        assertThat(first.get().out()).contains("It begins this run at its next start.");
        side.api.clearFaults();
        assertThat(run(line).exit()).isIn(ExitCode.DELIVERED, ExitCode.NOT_ALL_DELIVERED);
        int paid = side.api.acceptedCount();
        assertThat(paid).isEqualTo(ROWS + 1 + (line.equals(FRESH) ? ROWS : 2));
        serve = new HandOverRig(side.cli.home, side.api);
        Awaitility.await().atMost(AT_MOST).until(() -> serve.requestedRuns.latest(9, 0).stream()
                .noneMatch(requestedRun -> requestedRun.state().isOpen()));
        assertThat(side.api.acceptedCount()).isEqualTo(paid);
        assertThat(serve.requestedRuns.latest(9, 0))
                .filteredOn(requestedRun -> requestedRun.message() != null)
                .extracting(RequestedRun::message)
                .anySatisfy(message -> assertThat(message).contains("The same command has run since you confirmed"));
    }

    @Test
    void whenAnEndedCommandIsGivenAgainThenItPaysOnceMore() {
        for (int n = 1; n <= 2; n++) {
            assertThat(run(PAY_AGAIN).exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
            assertThat(side.api.acceptedCount()).isEqualTo(ROWS + 2 * n);
        }
        assertThat(requested()).isEqualTo(3);
    }
}
