package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.pump.StageRig;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.Fault;
import dev.reelbatch.simulator.When;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(20)
class RefusalsTest {

    private static final Fault GONE =
            Fault.answer(ApiErrors.error(404, "invalid_request_error", "gone", "No such model"));

    @Test
    void whenRefusalsAreNotInARowThenTheRowsFail(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out)) {
            rig.simulator.onSubmit(When.promptContains("bad"), GONE);
            SubmitRig submit =
                    new SubmitRig(rig, rig.run("bad", "bad", "bad", "bad", "good", "bad", "bad", "bad", "bad", "good"));
            submit.parallel = 1;
            submit.submit();
            assertThat(rig.count(ClipState.FAILED)).isEqualTo(8);
            assertThat(rig.stop.causes()).isEmpty();
        }
    }

    @Test
    void whenAcceptedInBetweenAfterFiveThenALateSixthIsTakenBackToo(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out)) {
            String[] prompts = {"bad", "bad", "bad", "bad", "bad", "good", "late"};
            rig.simulator.onSubmit(
                    When.promptContains("bad"),
                    Fault.delay(Duration.ofSeconds(10)).then(GONE));
            rig.simulator.onSubmit(When.promptContains("good"), exchange -> {
                exchange.sleep(Duration.ofSeconds(20));
                return exchange.process();
            });
            rig.simulator.onSubmit(
                    When.promptContains("late"),
                    Fault.delay(Duration.ofSeconds(40)).then(GONE));
            new SubmitRig(rig, rig.run(prompts)).submit();
            assertThat(rig.count(ClipState.QUEUED)).isEqualTo(6);
            assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(1);
        }
    }
}
