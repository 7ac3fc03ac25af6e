package dev.reelbatch.submit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.LedgerFixture;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.stage.StageRig;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Submissions that carry an id of ours, and the end of submitting, which waits for the look-up of lost answers. */
@Timeout(60)
class LostAnswerTest {

    private static final String PARAMETER = "external_task_id";

    private StageRig rig;
    private final AtomicInteger asked = new AtomicInteger();

    @BeforeEach
    void open(@TempDir Path out) {
        rig = new StageRig(out);
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Every other time that it is asked, a look-up is under way; the next time the API has denied each task. */
    private boolean deny(Set<Long> clips) {
        if (clips.isEmpty()) {
            return false;
        }
        if (asked.getAndIncrement() % 2 == 0) {
            return true;
        }
        rig.ledger
                .polls
                .open(LedgerFixture.API, List.copyOf(clips))
                .forEach(lost -> rig.ledger.submits.lost().denied(lost, "404"));
        return false;
    }

    private SubmitRig denying(Run run) {
        SubmitRig submit = new SubmitRig(rig, run);
        submit.lookups = new SubmitRig.Lookups(PARAMETER, this::deny);
        return submit;
    }

    private List<String> externalIds() {
        return rig.ledger
                .jdbc
                .sql("select external_id from external_id order by submission_id")
                .query(String.class)
                .list();
    }

    @Test
    void whenAModelTakesAnIdOfOursThenTheSubmissionCarriesItAndTheRequestDoesNot() throws Exception {
        denying(rig.runOf(2)).submit();
        assertThat(externalIds()).hasSize(2).doesNotHaveDuplicates();
        assertThat(rig.simulator.accepted()).allSatisfy(accepted -> {
            assertThat(externalIds()).anyMatch(accepted.body()::contains);
            assertThat(accepted.request()).doesNotContain(PARAMETER);
        });
        assertThat(rig.ledger
                        .jdbc
                        .sql("select request from clip")
                        .query(String.class)
                        .list())
                .noneMatch(request -> request.contains(PARAMETER));
    }

    @Test
    void whenTheModelTakesNoneThenNoneIsSent() throws Exception {
        new SubmitRig(rig, rig.runOf(1)).submit();
        assertThat(externalIds()).isEmpty();
        assertThat(rig.simulator.accepted().get(0).body()).doesNotContain(PARAMETER);
    }

    @Test
    void whenTheSubmissionWasNotAcceptedThenTheSameRunSubmitsItAgain() throws Exception {
        rig.simulator.onSubmit(CallMatcher.nth(1), CallFault.drop());
        denying(rig.runOf(1)).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(2);
        assertThat(rig.outcomes()).containsExactly("NOT_ACCEPTED", "ACCEPTED");
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED);
        assertThat(externalIds()).hasSize(2).doesNotHaveDuplicates();
    }

    @Test
    void whenItIsDeniedWhileOtherRowsAreSubmittedThenTheSameRunSubmitsItAgain() throws Exception {
        rig.simulator.onSubmit(CallMatcher.nth(1), CallFault.drop());
        Run run = rig.run("lost", "one", "two");
        SubmitRig submit = new SubmitRig(rig, run);
        submit.parallel = 1;
        submit.lookups = new SubmitRig.Lookups(PARAMETER, clips -> false);
        rig.simulator.onSubmit(CallMatcher.promptContains("two"), exchange -> {
            rig.ledger
                    .polls
                    .open(LedgerFixture.API)
                    .forEach(lost -> rig.ledger.submits.lost().denied(lost, "404"));
            return exchange.process();
        });
        submit.submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(4);
        assertThat(rig.states()).containsOnly(ClipState.SUBMITTED);
    }

    @Test
    void whenItsTaskTurnsUpAfterTheDenialThenNothingIsPaidForAgain() throws Exception {
        rig.simulator.onSubmit(CallMatcher.nth(1), CallFault.processThenDrop());
        Run run = rig.runOf(1);
        denying(run).submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(1);
        assertThat(rig.outcomes()).containsExactly("ACCEPTED");
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED);
        assertThat(rig.ledger.runs.run(run.id()).spent()).isEqualByComparingTo(LedgerFixture.PRICE.amount());
    }

    @Test
    void whenARowIsLostAgainAndAgainThenTheRunEndsAndItIsNotInDoubt() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        Run run = rig.run("one", "two", "lost", "four", "five");
        denying(run).submit();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
        assertThat(rig.simulator.submitCalls()).isBetween(6, 8);
    }

    @Test
    void whenSubmittingIsStoppedThenNothingWaitsForTheLookUp() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        SubmitRig submit = new SubmitRig(rig, rig.run("lost", "one", "two")).maxCost("6");
        submit.parallel = 1;
        submit.lookups = new SubmitRig.Lookups(PARAMETER, clips -> !clips.isEmpty());
        submit.submit();
        assertThat(rig.states()).containsExactly(ClipState.IN_DOUBT, ClipState.SUBMITTED, ClipState.QUEUED);
    }

    @Test
    void whenAPersonRerunsARowThatWasAcceptedThenItsTaskIsTaken() throws Exception {
        rig.simulator.onSubmit(CallMatcher.nth(1), CallFault.processThenDrop());
        Run run = rig.runOf(1);
        SubmitRig submit = denying(run);
        submit.lookups = new SubmitRig.Lookups(PARAMETER, clips -> false);
        submit.submit();
        assertThat(rig.states()).containsExactly(ClipState.IN_DOUBT);
        rig.ledger.queueAgain(run);
        submit.submit();
        assertThat(rig.simulator.submitCalls()).isEqualTo(1);
        assertThat(rig.states()).containsExactly(ClipState.SUBMITTED);
        assertThat(rig.ledger.runs.run(run.id()).spent()).isEqualByComparingTo(LedgerFixture.PRICE.amount());
    }
}
