package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class RefusalStreakTest {

    private static final CallFault GONE =
            CallFault.answer(ApiErrors.error(404, "invalid_request_error", "gone", "No such model"));

    @Test
    void whenRefusalsAreNotInARowThenTheRowsFail(@TempDir Path out) throws Exception {
        try (StageRig rig = new StageRig(out)) {
            rig.simulator.onSubmit(CallMatcher.promptContains("bad"), GONE);
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
        try (StageRig rig = new StageRig(out, StageRig.QUICK, 1)) {
            // the usual time of an answer decides how many are open at once; those answers are long past when the first
            // refusal comes, since an accepted one in between would begin the row of refusals anew
            String[] prompts = {"usual", "usual", "usual", "bad", "bad", "bad", "bad", "bad", "good", "late"};
            rig.simulator.onSubmit(CallMatcher.promptContains("usual"), CallFault.delay(Duration.ofMillis(100)));
            CallFault allOpen = once(() -> rig.simulator.submitCalls() == 10 && rig.count(ClipState.SUBMITTED) == 3);
            CallFault refused =
                    allOpen.then(CallFault.delay(Duration.ofSeconds(1))).then(GONE);
            rig.simulator.onSubmit(CallMatcher.promptContains("bad"), refused);
            rig.simulator.onSubmit(CallMatcher.promptContains("good"), once(rig.stop::isSubmittingStopped));
            CallFault accepted = once(() -> rig.count(ClipState.SUBMITTED) == 4);
            rig.simulator.onSubmit(CallMatcher.promptContains("late"), accepted.then(GONE));
            new SubmitRig(rig, rig.run(prompts)).submit();
            assertThat(rig.count(ClipState.QUEUED)).isEqualTo(6);
            assertThat(rig.count(ClipState.SUBMITTED)).isEqualTo(4);
        }
    }

    private static CallFault once(BooleanSupplier happened) {
        return exchange -> {
            while (!happened.getAsBoolean()) {
                exchange.sleep(Duration.ofMillis(100));
            }
            return exchange.process();
        };
    }
}
