package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** SIGTERM and Ctrl-C; alone on the machine, since it measures how long a stop takes. */
@Isolated
@ExtendWith(Sandboxes.class)
class StopIT {

    /** Whoever started the tests in the background had SIGINT ignored, and that is inherited. */
    static final List<String> HEARS_SIGNALS = List.of("/usr/bin/env", "--default-signal=INT,TERM");

    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final Duration AT_ONCE = Duration.ofSeconds(3);
    private static final String LAST_STATUS =
            "select status from batch_job_execution order by job_execution_id desc limit 1";

    @ParameterizedTest
    @CsvSource({"TERM, 143", "INT, 130"})
    void whenSignalledThenStoppedInTimeAndTheNextRunGoesOn(String signal, int code, Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 24);
        Child child = sandbox.start(HEARS_SIGNALS, "run", sheet, "--rate", "4/s");
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= 2);
        child.signal(signal);
        child.await(IN_TIME).expect(code);
        assertThat(LedgerCopy.query(sandbox.home(), LAST_STATUS)).containsExactly("STOPPED");
        assertThat(sandbox.submittingAtTheEnd()).isZero();
        Judge stopped = sandbox.judge();
        stopped.assertManifest(24);
        assertThat(stopped.inDoubt()).isZero();
        assertThat(stopped.count("pending")).isPositive();
        stopped.assertEveryAcceptedTaskIsKnown();
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(24);
    }

    @Test
    void whenSignalledWhileAPostIsUnansweredThenItAloneIsInDoubt(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 4);
        Child child = startAndHold("clip 3", sheet, sandbox);
        child.signal("TERM");
        child.await(IN_TIME).expect(143);
        assertThat(LedgerCopy.query(sandbox.home(), LAST_STATUS)).containsExactly("STOPPED");
        assertThat(sandbox.judge().inDoubt()).isEqualTo(1);
        sandbox.run("run", sheet).expect(3);
        sandbox.judge().assertNobodyPaidTwice();
        assertThat(sandbox.judge().count("delivered")).isEqualTo(3);
    }

    @Test
    void whenSignalledTwiceThenItLeavesAtOnce(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 4);
        Child child = startAndHold("clip 3", sheet, sandbox);
        child.signal("INT");
        await().atMost(Child.LONG_ENOUGH).until(() -> child.console().contains("Stopping"));
        child.signal("INT");
        child.await(AT_ONCE).expect(130);
        assertThat(sandbox.submittingAtTheEnd()).isEqualTo(1);
    }

    /** Whatever the moment: in the last report too it is out in time, and every row stands in the manifest. */
    @Tag("fire")
    @Test
    void whenSignalledWhileTheReportIsWrittenThenItIsWholeAndTheNextRunGoesOn(Sandbox sandbox) throws Exception {
        Path sheet = sandbox.prompts("clips.csv", 4);
        Child child = sandbox.start(HEARS_SIGNALS, "run", sheet);
        Path manifest = sandbox.out().resolve("manifest.csv");
        await().pollInterval(Duration.ofMillis(1)).until(() -> Files.exists(manifest) || !child.isRunning());
        child.signalIfRunning("TERM");
        assertThat(child.await(IN_TIME).exitCode()).as(child.console()).isIn(0, 143);
        sandbox.judge().assertAllDelivered(4);
        sandbox.run("run", sheet).expect(0);
        sandbox.judge().assertAllDelivered(4);
    }

    private static Child startAndHold(String prompt, Path sheet, Sandbox sandbox) {
        sandbox.simulator()
                .onSubmit(CallMatcher.promptContains(prompt), CallFault.processThenDelay(Duration.ofSeconds(60)));
        Child child = sandbox.start(HEARS_SIGNALS, "run", sheet);
        sandbox.awaitKnown(3, prompt);
        return child;
    }
}
