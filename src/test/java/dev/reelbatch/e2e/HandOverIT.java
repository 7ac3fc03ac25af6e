package dev.reelbatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.reelbatch.time.CrashPoint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Commands that a {@code serve} does for other processes: whatever ends either of them, nothing is paid twice. */
@ExtendWith(Sandboxes.class)
class HandOverIT {

    private static final Duration IN_TIME = Duration.ofSeconds(10);
    private static final int CLIPS = 4;

    /** A {@code serve} that answers, and uses the simulator. */
    private static Child serve(Sandbox sandbox) throws Exception {
        Path jobFile = sandbox.write(
                "inbox.yaml",
                "inbox: inbox\nmax-cost: none\nrate: 50/s\napi-url: %s\n"
                        .formatted(sandbox.simulator().apiUrl()));
        Path file = sandbox.home().resolve("server.json");
        Files.deleteIfExists(file);
        Child serve = sandbox.start(StopIT.HEARS_SIGNALS, "serve", jobFile);
        await().atMost(Child.LONG_ENOUGH).until(() -> Files.exists(file) || !serve.isRunning());
        sandbox.with();
        return serve;
    }

    private static void end(Child serve) throws Exception {
        serve.signal("TERM");
        serve.await(IN_TIME).expect(143);
    }

    private static List<String> states(Sandbox sandbox) {
        return LedgerCopy.query(sandbox.home(), "select state from web_run order by requested_at");
    }

    @ParameterizedTest
    @EnumSource(names = {"LOADING", "BEFORE_POST", "BEFORE_ANSWER_RECORDED", "MID_DOWNLOAD", "REPORTING"})
    void whenTheServeIsKilledInAHandedOverRunThenTheNextOneResumesItAndPaysOnce(CrashPoint point, Sandbox sandbox)
            throws Exception {
        Path sheet = sandbox.prompts("clips.csv", CLIPS);
        sandbox.with("-Ddev.reelbatch.halt-at=" + point);
        Child first = serve(sandbox);
        Child.Ended run = sandbox.run("run", sheet, "--fresh").expect(4);
        assertThat(run.console()).contains("The connection to `serve` is lost.").doesNotContain("Exception");
        assertThat(first.await(IN_TIME).exitCode()).isEqualTo(Child.KILLED);
        int submitting = sandbox.submittingAtTheEnd();
        Child second = serve(sandbox);
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.run("status", "clips", "--check")
                .console()
                .matches("(?s).*(everything delivered|missing).*"));
        end(second);
        Judge judge = sandbox.judge();
        judge.assertNobodyPaidTwice();
        judge.assertEveryAcceptedTaskIsKnown();
        assertThat(judge.count("delivered") + judge.inDoubt()).isEqualTo(CLIPS);
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(submitting);
    }

    @Test
    void whenCtrlCIsPressedInAHandedOverRunThenItGoesOnUntilItIsStopped(Sandbox sandbox) throws Exception {
        Child serve = serve(sandbox);
        Child run = sandbox.start(StopIT.HEARS_SIGNALS, "run", sandbox.prompts("clips.csv", 500));
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= 1);
        run.signal("INT");
        assertThat(run.await(IN_TIME).expect(130).console())
                .contains("Detached: `serve` continues clips.", "To stop it: reelbatch stop clips");
        int before = sandbox.simulator().acceptedCount();
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() > before);
        assertThat(sandbox.run("stop", "clips").expect(0).console()).contains("clips is stopped. To resume:");
        end(serve);
        assertThat(states(sandbox)).containsExactly("STOPPED");
        sandbox.judge().assertNobodyPaidTwice();
    }

    @Test
    void whenTheCommandIsKilledThenItsRunIsDoneOnceInItsOwnFolder(Sandbox sandbox) throws Exception {
        Child serve = serve(sandbox);
        Child run = sandbox.start("run", sandbox.prompts("clips.csv", 30), "--rate", "50/s");
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= 1);
        run.kill();
        await().atMost(Child.LONG_ENOUGH)
                .until(() -> sandbox.run("status", "clips", "--check").console().contains("everything delivered"));
        end(serve);
        assertThat(states(sandbox)).containsExactly("COMPLETED");
        sandbox.judge().assertAllDelivered(30);
    }

    @Test
    void whenTheServeIsKilledWhileAConfirmedRunWaitsForItsTurnThenTheNextOneDoesItOnce(Sandbox sandbox)
            throws Exception {
        sandbox.with("-Dreelbatch.serve.parallel-runs=1");
        Child first = serve(sandbox);
        sandbox.start("run", sandbox.prompts("long.csv", 300));
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.simulator().acceptedCount() >= 1);
        Path later = sandbox.folder().resolve("later");
        Child confirmed = sandbox.start("run", sandbox.prompts("later.csv", "dawn", "dusk"), "--out", later);
        await().atMost(Child.LONG_ENOUGH).until(() -> confirmed.console().contains("Waiting for its turn"));
        first.signal("KILL");
        first.await(IN_TIME).expect(Child.KILLED);
        int submitting = sandbox.submittingAtTheEnd();
        assertThat(states(sandbox)).containsExactly("RUNNING", "QUEUED");
        assertThat(sandbox.judge(later).paid()).doesNotContainKey("dawn");
        Child second = serve(sandbox);
        await().atMost(Child.LONG_ENOUGH)
                .until(() -> sandbox.run("status", "later", "--check").console().contains("everything delivered"));
        await().atMost(Child.LONG_ENOUGH).until(() -> sandbox.run("status", "long", "--check")
                .console()
                .matches("(?s).*(everything delivered|missing).*"));
        end(second);
        assertThat(sandbox.judge(later).paid()).containsEntry("dawn", 1L).containsEntry("dusk", 1L);
        Judge judge = sandbox.judge();
        judge.assertNobodyPaidTwice();
        assertThat(judge.inDoubt()).isLessThanOrEqualTo(submitting);
    }
}
