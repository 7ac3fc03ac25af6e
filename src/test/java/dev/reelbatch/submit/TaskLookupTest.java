package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.OpenTask;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A row that is brought back is paid for again only if its task did not come to life meanwhile. */
@Timeout(60)
class TaskLookupTest {

    private StageRig rig;

    @BeforeEach
    void open(@TempDir Path out) {
        rig = new StageRig(out);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenTheFailedTaskHasSucceededMeanwhileThenNothingIsPaidForAgain() throws Exception {
        Run run = submittedAndFailed("fine");
        new SubmitRig(rig, run).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(1);
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED);
        assertThat(rig.ledger.polls.open(LedgerFixture.API))
                .singleElement()
                .extracting(OpenTask::taskId)
                .isEqualTo(rig.simulator.accepted().get(0).taskId());
    }

    @Test
    void whenTheTaskHasFailedForGoodThenTheRowIsPaidForAgain() throws Exception {
        Run run = submittedAndFailed("[fails]");
        new SubmitRig(rig, run).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(2);
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED);
    }

    @Test
    void whenTheApiKnowsTheTaskNoMoreThenTheRowIsPaidForAgain() throws Exception {
        Run run = submittedAndFailed("fine");
        rig.simulator.onStatus(CallMatcher.always(), dev.reelbatch.simulator.CallFault.answer(ApiErrors.unknownTask()));
        new SubmitRig(rig, run).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(2);
    }

    @Test
    void whenTheAnswerNamesNoTaskThenItProvesNothing() throws Exception {
        Run run = submittedAndFailed("fine");
        rig.simulator.onStatus(
                CallMatcher.always(),
                dev.reelbatch.simulator.CallFault.answer(
                        Answer.json(200, "{\"output\":{\"task_status\":\"Success\"}}")));
        new SubmitRig(rig, run).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(2);
    }

    private Run submittedAndFailed(String prompt) throws Exception {
        Run run = rig.run(prompt);
        new SubmitRig(rig, run).submit();
        OpenTask task = rig.ledger.polls.open(LedgerFixture.API).get(0);
        rig.ledger.polls.failed(task, new ClipError(null, "failure", "No."), null);
        rig.ledger.queueAgain(run);
        return run;
    }
}
