package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Job files that are paused while their runs wait for their turn: one runs at once. */
@Timeout(180)
class PauseTest {

    private ServeRig rig;
    private ServedJob nightly;

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(100)));
        rig.parallelRuns = 1;
        rig.rehearsal = false; // what has a schedule waits for its time
        nightly = rig.nightly(rig.file("nightly.csv", "prompt\na mug\na kite\n"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    /** Serves a scheduled run that waits for its turn, since the sheet of a run that was cut short comes first. */
    private ServedJob waiting() {
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(rig.inboxJob());
        Awaitility.await().until(() -> rig.simulator.acceptedCount() == 1);
        rig.stop();
        ServedJob due = rig.missed(nightly);
        rig.serve(rig.inboxJob(), due);
        Awaitility.await()
                .until(() -> rig.jobFiles().ofName("nightly").orElseThrow().state() == JobFiles.State.WAITING);
        return due;
    }

    private void assertIsNotDueAgain(ServedJob scheduled) {
        rig.serve(rig.inboxJob(), scheduled);
        rig.drop("last.csv", "prompt\nthe last one\n");
        rig.awaitSaid("Finished last.csv", 1);
        assertThat(rig.said("nightly: Starting")).hasSize(1);
    }

    @Test
    void whenAScheduledRunWaitsThenAPauseHoldsItBackUntilItIsResumedAndItRunsOnce() {
        ServedJob due = waiting();
        rig.jobFiles().pause("nightly", "anna");
        rig.drop("later.csv", "prompt\na later one\n");
        rig.awaitSaid("Finished later.csv", 1);
        assertThat(rig.said("nightly: Starting")).isEmpty();
        rig.jobFiles().resume("nightly");
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        rig.stop();
        assertIsNotDueAgain(due);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(5);
    }

    @Test
    void whenAHeldBackRunIsNotBegunByTheEndOfTheProcessThenItRunsOnceAfterThePause() {
        ServedJob due = waiting();
        rig.jobFiles().pause("nightly", "anna");
        rig.stop();
        rig.serve(rig.inboxJob(), due);
        rig.awaitSaid("Finished long.csv", 1);
        rig.stop();
        rig.serve(rig.inboxJob(), due); // both of these starts in the pause
        rig.awaitSaid("nightly: Resuming its run that had not begun", 2);
        assertThat(rig.said("nightly: Starting")).isEmpty();
        rig.jobFiles().resume("nightly");
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        rig.stop();
        assertIsNotDueAgain(due);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenADroppedSheetWaitsThenAPauseHoldsItBackAndWhatIsOrderedRuns() {
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(rig.inboxJob(), nightly);
        rig.awaitSaid("inbox/long: Starting", 1);
        rig.drop("next.csv", "prompt\nthe next one\n");
        rig.awaitSaid("Took next.csv", 1);
        rig.jobFiles().pause("inbox", "anna");
        rig.jobFiles().pause("nightly", "anna");
        rig.order("nightly");
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        assertThat(rig.said("Finished long.csv")).as("it had begun").hasSize(1);
        assertThat(rig.said("inbox/next: Starting")).isEmpty();
        rig.jobFiles().resume("inbox");
        rig.awaitSaid("Finished next.csv", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenARunOnlyWaitsForItsTurnAtTheEndOfTheProcessThenTheNextOneRunsItOnce() {
        waiting();
        rig.stop();
        rig.serve(rig.inboxJob(), nightly); // which makes up for no missed time
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        rig.stop();
        assertIsNotDueAgain(nightly);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenAHeldBackRunCanNotBeRecordedThenThatIsSaidOnceAndItIsRecordedOnceItCanBe() {
        waiting();
        rig.sql("alter table web_run_origin add constraint refuses check (job_file <> 'nightly')");
        rig.jobFiles().pause("nightly", "anna");
        rig.awaitSaid("nightly: Defect in reelbatch", 1);
        rig.awaitSaid("Finished long.csv", 1);
        assertThat(rig.said("nightly: Defect in reelbatch")).hasSize(1);
        assertThat(rig.session.jobFileRuns().open()).isEmpty();
        rig.sql("alter table web_run_origin drop constraint refuses");
        Awaitility.await().until(() -> rig.session.jobFileRuns().open().size() == 1);
        rig.jobFiles().resume("nightly");
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }
}
