package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.job.ProgressListener;
import dev.reelbatch.job.RunProgress;
import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.Run;
import dev.reelbatch.ledger.ScheduleLedger.Order;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.stage.StopSignal;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Runs of job files that a person wants now: none is lost, whatever comes between, and none is done twice. */
@Timeout(180)
class OrdersTest {

    private ServeRig rig;
    private Path sheet;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(100)));
        rig.rehearsal = false; // what has a schedule waits for its time
        sheet = rig.file("nightly.csv", "prompt\na mug\na kite\n");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private ServedJob fresh() {
        return ServeRig.fresh(rig.nightly(sheet));
    }

    private List<Order> orders() {
        return rig.session.schedules().orders();
    }

    private static class Nobody implements ProgressListener {

        private final ServedRun run;

        Nobody(ServedRun run) {
            this.run = run;
        }

        @Override
        public void onProgress(RunProgress runProgress) {}

        @Override
        public void recordBeginning(Run beginning) {
            run.recordBeginning(beginning);
        }
    }

    @Test
    void whenASecondOrderComesWhileTheFirstWaitsThenNeitherIsLostByAKill() {
        rig.parallelRuns = 1;
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(rig.inboxJob(), rig.nightly(sheet));
        rig.awaitSaid("inbox/long: Starting", 1);
        rig.order("nightly");
        rig.awaitSaid("nightly: anna wants a run now", 1);
        rig.order("nightly");
        rig.awaitSaid("nightly: Due again, but a run is already waiting; it covers both", 1);
        assertThat(orders()).as("as after a kill").hasSize(1);
        rig.awaitSaid("nightly: Manifest", 1);
        Awaitility.await().untilAsserted(() -> assertThat(orders()).isEmpty());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
        assertThat(rig.said("nightly: Starting")).hasSize(1);
    }

    /** The order is recorded as done in the transaction of the wish: not before it, and not after it. */
    @Test
    void whenARunThatPaysAgainBeginsThenItsOrderIsDoneAtTheSameMoment() {
        Order order = rig.session.schedules().order("nightly", "anna", rig.time.now());
        ServedJob job = fresh();
        JobRun run = new JobRun(
                        job.name(),
                        job.name(),
                        null,
                        Wish.Kind.FRESH,
                        rig.records().of(job),
                        () -> rig.session.runs().plan(job.request(), rig.backend()),
                        rig.session.runs().unfinished(),
                        null)
                .on(new Occasion() {
                    @Override
                    public void begun(boolean paysAgain) {
                        rig.session.schedules().done(order);
                    }

                    @Override
                    public void over() {}
                });
        RunPlan plan = run.plan();
        run.begin();
        assertThat(orders()).as("killed here, it is done by the next process").hasSize(1);
        ProgressListener failing = new Nobody(run) {
            @Override
            public void recordBeginning(Run beginning) {
                super.recordBeginning(beginning);
                throw new IllegalStateException("killed");
            }
        };
        assertThatThrownBy(() -> rig.session.runs().run(plan, new StopSignal(), failing))
                .hasMessageContaining("killed");
        assertThat(orders()).hasSize(1);
        assertThat(rig.session.runs().unfinished().cutShort("nightly")).isEmpty();
        rig.session.runs().run(run.plan(), new StopSignal(), new Nobody(run));
        assertThat(orders()).as("killed here, its wish is resumed").isEmpty();
        assertThat(rig.session.runs().unfinished().cutShort("nightly")).hasSize(1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenAnOrderIsGivenForARunThatWasCutShortAndPaysAgainThenThatIsResumedAndPaidOnce() {
        rig.serve(fresh());
        rig.order("nightly");
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 2);
        rig.stop();
        assertThat(orders()).isEmpty();
        rig.session.schedules().order("nightly", "anna", rig.time.now());
        rig.serve(fresh());
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
        Awaitility.await().untilAsserted(() -> assertThat(orders()).isEmpty());
    }

    @Test
    void whenAScheduledRunIsInterruptedThenItStaysTheSameRun() {
        ServedJob due = rig.missed(rig.nightly(sheet));
        rig.serve(due);
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 2);
        rig.stop();
        RequestedRun running = onlyRun();
        assertThat(running.state()).isEqualTo(RequestedRun.State.RUNNING);
        assertThat(running.jobFile()).isEqualTo("nightly");
        rig.serve(due);
        rig.awaitSaid("nightly: Manifest", 1);
        Awaitility.await().until(() -> onlyRun().state() == RequestedRun.State.COMPLETED);
        assertThat(onlyRun().id()).isEqualTo(running.id());
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    private RequestedRun onlyRun() {
        List<RequestedRun> all = rig.session.requestedRuns().latest(10, 0);
        assertThat(all).hasSize(1);
        return all.get(0);
    }

    @Test
    void whenAScheduledRunFindsNothingToDoThenItIsListedOnlyIfAPersonOrderedIt() {
        rig.rehearsal = true; // due at each start
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("nightly: Manifest", 1);
        rig.stop();
        rig.serve(rig.nightly(sheet));
        rig.awaitSaid("nightly: Manifest", 2);
        assertThat(onlyRun().requestedBy()).isEmpty();
        rig.order("nightly");
        Awaitility.await().until(() -> rig.session.requestedRuns().latest(10, 0).size() == 2);
        rig.awaitSaid("nightly: Manifest", 3);
        RequestedRun ordered = rig.session.requestedRuns().latest(10, 0).get(0);
        assertThat(ordered.requestedBy()).isEqualTo("anna");
        Awaitility.await().until(() -> rig.session.requestedRuns().latest(10, 0).stream()
                .allMatch(run -> run.state() == RequestedRun.State.COMPLETED));
    }
}
