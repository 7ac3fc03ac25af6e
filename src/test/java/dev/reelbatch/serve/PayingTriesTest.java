package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.stage.StopSignal;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Tries of a job file's run that pays again, with a person who gives the same command in between. */
@Timeout(120)
class PayingTriesTest {

    private static final int ROWS = 3;

    private ServeRig rig;
    private RunRequest fresh;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick());
        Path sheet = rig.file("nightly.csv", "prompt\na mug\na kite\na boat [fails]\n");
        run(rig.nightly(sheet).request(), true);
        fresh = ServeRig.fresh(rig.nightly(sheet)).request();
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private RunPlan plan(RunRequest request) {
        return rig.session.runs().plan(request, rig.backend());
    }

    /** @param closed false if it is killed before its end is recorded */
    private void run(RunRequest request, boolean closed) {
        RunResult result = rig.session.runs().run(plan(request), new StopSignal(), progress -> {});
        if (closed) {
            rig.session.runs().close(result);
        }
    }

    private static RunRequest byAPerson(RunRequest of) {
        return new RunRequest(
                of.input(), of.job(), of.out(), of.defaults(), of.reading(), false, of.fresh(), of.limits());
    }

    private RunRequest failed(Wish.By by) {
        RerunPlanner.Selection failed = new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false);
        RunRequest asked = by == Wish.By.SERVE ? fresh : byAPerson(fresh);
        return asked.forRerun(rig.session.reruns().choose("nightly", failed, by));
    }

    private static void assertRefused(PayingTries tries, RunPlan plan) {
        assertThatThrownBy(() -> tries.check(plan))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("Another command has resumed this run");
    }

    @Test
    void whenATryEndsBeforeItHasBegunAnythingThenTheNextBegins() {
        PayingTries tries = new PayingTries(false);
        tries.check(plan(fresh));
        tries.begin();
        assertThatCode(() -> tries.check(plan(fresh))).doesNotThrowAnyException();
        assertThat(plan(fresh).offer().toPay()).isEqualTo(ROWS);
    }

    @Test
    void whenATryHasBegunThenTheNextResumesIt() {
        PayingTries tries = new PayingTries(false);
        tries.check(plan(fresh));
        tries.begin();
        run(fresh, false);
        RunPlan next = plan(fresh);
        assertThatCode(() -> tries.check(next)).doesNotThrowAnyException();
        assertThat(next.offer().toPay()).isZero();
    }

    @Test
    void whenAPersonHasFinishedItInBetweenThenTheNextDoesNotPayOnceMore() {
        PayingTries tries = new PayingTries(false);
        tries.check(plan(fresh));
        tries.begin();
        run(fresh, false);
        run(byAPerson(fresh), true);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2 * ROWS);
        assertRefused(tries, plan(fresh));
    }

    @Test
    void whenAPersonHasFinishedARerunInBetweenThenTheNextDoesNotPayOnceMore() {
        PayingTries tries = new PayingTries(false);
        tries.check(plan(failed(Wish.By.SERVE)));
        tries.begin();
        run(failed(Wish.By.SERVE), false);
        run(failed(Wish.By.SHELL), true);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(ROWS + 1);
        assertRefused(tries, plan(failed(Wish.By.SERVE)));
    }

    @Test
    void whenAnEarlierProcessHadBegunItThenNotEvenTheFirstTryPaysOnceMore() {
        run(failed(Wish.By.SERVE), false);
        assertThatCode(() -> new PayingTries(true).check(plan(failed(Wish.By.SERVE))))
                .doesNotThrowAnyException();
        run(failed(Wish.By.SHELL), true);
        assertRefused(new PayingTries(true), plan(failed(Wish.By.SERVE)));
    }
}
