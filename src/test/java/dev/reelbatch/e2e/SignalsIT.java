package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * SIGTERM and Ctrl-C at any moment: out within 10 s, and the same words go on. {@code mvn verify
 * -Pfire} signals 6 times, {@code -Pcrash} 100 times; the figure goes to {@code target/signal-report.md}.
 */
@Tag("fire")
@Tag("crash")
@ExtendWith(Sandboxes.class)
class SignalsIT {

    private static final int SIGNALS = Integer.getInteger("signal.times", 6);
    private static final int SIGNALS_PER_SHEET = 3;
    private static final int ROWS = 12;
    private static final long LATEST = 2500;
    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final String LAST_STATUS =
            "select status from batch_job_execution order by job_execution_id desc limit 1";
    private static final Map<String, Integer> ENDS = new TreeMap<>();

    @AfterAll
    static void publish() throws IOException {
        StringBuilder table = new StringBuilder("| Signalled, and then | Times |\n|---|---:|\n");
        ENDS.forEach((end, times) -> table.append("| %s | %d |%n".formatted(end, times)));
        System.out.println(table);
        Files.writeString(Packaged.TARGET.resolve("signal-report.md"), table);
    }

    static IntStream sheets() {
        return IntStream.range(0, (SIGNALS + SIGNALS_PER_SHEET - 1) / SIGNALS_PER_SHEET);
    }

    @ParameterizedTest
    @MethodSource("sheets")
    void whenSignalledAtAnyMomentThenItIsOutInTimeAndGoesOn(int n, Sandbox sandbox) throws Exception {
        Random random = new Random(n + Long.getLong("crash.seed", System.nanoTime()));
        Path sheet = sandbox.prompts("clips.csv", ROWS);
        if (n % 2 == 1) {
            CallFault hangs = CallFault.processThenDelay(Duration.ofSeconds(60));
            sandbox.simulator().onSubmit(CallMatcher.promptContains("clip 5"), hangs);
        }
        for (int time = 0; time < Math.min(SIGNALS_PER_SHEET, SIGNALS - n * SIGNALS_PER_SHEET); time++) {
            boolean term = random.nextBoolean();
            int executions = executions(sandbox);
            Child child = sandbox.start(StopIT.HEARS_SIGNALS, "run", sheet, "--rate", "6/s");
            if (!endsBefore(child, time == 0, random)) {
                child.signalIfRunning(term ? "TERM" : "INT");
            }
            int code = child.await(IN_TIME).exitCode();
            assertThat(code).as(child.console()).isIn(term ? 143 : 130, 0, 3);
            count(end(sandbox, child, code, executions(sandbox) > executions));
            assertThat(sandbox.submittingAtTheEnd()).as(child.console()).isZero();
            assertThat(sandbox.judge().brokenFiles()).isEmpty();
        }
        sandbox.simulator().clearFaults();
        complete(sandbox, sheet);
    }

    /** The first time while it starts up, else while it works. Returns whether it ended before its time came. */
    private static boolean endsBefore(Child child, boolean startUp, Random random) throws InterruptedException {
        await().atMost(Child.LONG_ENOUGH)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> startUp || child.console().contains("clips: ") || !child.isRunning());
        return child.endsWithin(Duration.ofMillis(random.nextLong(LATEST)));
    }

    private static int executions(Sandbox sandbox) {
        String number = "select count(*) from batch_job_execution";
        return Integer.parseInt(
                LedgerCopy.query(sandbox.home(), number).stream().findFirst().orElse("0"));
    }

    /** STOPPED, or the run's own end: never an execution that is left running. */
    private static String end(Sandbox sandbox, Child child, int code, boolean began) {
        if (!began) {
            return "left before its work began";
        }
        String status = LedgerCopy.query(sandbox.home(), LAST_STATUS).get(0);
        if (code == 0 || code == 3) {
            assertThat(status).as(child.console()).isIn("COMPLETED", "FAILED", "STOPPED");
            return "ended by itself";
        }
        assertThat(status).as(child.console()).isIn("STOPPED", "COMPLETED", "FAILED");
        return status.equals("STOPPED") ? "STOPPED" : "was writing its last report";
    }

    private static void complete(Sandbox sandbox, Path sheet) throws Exception {
        Child.Ended last = sandbox.run("run", sheet);
        Judge judge = sandbox.judge();
        last.expect(judge.inDoubt() == 0 ? 0 : 3);
        judge.assertManifest(ROWS);
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(1); // the POST that hangs
        assertThat(judge.count("delivered")).isEqualTo(ROWS - judge.inDoubt());
    }

    private static void count(String end) {
        synchronized (ENDS) {
            ENDS.merge(end, 1, Integer::sum);
        }
    }
}
