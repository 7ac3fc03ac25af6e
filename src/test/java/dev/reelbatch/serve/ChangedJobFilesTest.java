package dev.reelbatch.serve;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.RequestedRun;
import dev.reelbatch.ledger.SpendingLimits;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Job files that come, change and go while a server runs: one run at once. */
@Timeout(180)
class ChangedJobFilesTest {

    private final ChangingSource source = new ChangingSource();
    private ServeRig rig;
    private ServedJob nightly;

    /** Job files as a test says. */
    private static final class ChangingSource implements JobFileSource {

        private volatile List<ServedJob> jobs = List.of();
        private volatile boolean isChanged;

        private void say(ServedJob... now) {
            jobs = List.of(now);
            isChanged = true;
        }

        @Override
        public List<ServedJob> jobs() {
            return jobs;
        }

        @Override
        public List<Problem> problems() {
            return List.of();
        }

        @Override
        public boolean look() {
            boolean was = isChanged;
            isChanged = false;
            return was;
        }
    }

    @BeforeEach
    void open(@TempDir Path folder) throws Exception {
        rig = new ServeRig(folder, 50, ServeRig.quick().generationTime(Duration.ofSeconds(60)));
        rig.parallelRuns = 1;
        nightly = rig.nightly(rig.file("nightly.csv", "prompt\na mug\na kite\n"));
    }

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void whenAJobFileComesThenItsFolderIsWatchedItRunsWhenOrderedAndNothingRunsBecauseItWasSaved() {
        rig.serve(source);
        source.say(rig.inboxJob(), nightly); // in a rehearsal, where a schedule runs at the start
        rig.awaitSaid("nightly: Its job file nightly.yaml is new", 1);
        rig.awaitSaid("inbox: Watching", 1);
        rig.drop("a.csv", "prompt\na boat\n");
        rig.awaitSaid("Finished a.csv", 1);
        assertThat(rig.said("nightly: Starting")).isEmpty();
        rig.order("nightly");
        rig.awaitSaid("nightly: 2 rows: 2 delivered", 1);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenAJobFileGoesThenWhatRunsIsFinishedAndWhatWaitsIsNotPaidFor() {
        source.say(rig.inboxJob());
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(source);
        rig.awaitSaid("inbox/long: Starting", 1);
        rig.drop("next.csv", "prompt\nthe next one\n");
        rig.awaitSaid("Took next.csv", 1);
        source.say();
        rig.awaitSaid("inbox: Its job file inbox.yaml is gone", 1);
        Path late = rig.drop("late.csv", "prompt\na late one\n");
        rig.awaitSaid("Finished long.csv", 1);
        rig.awaitSaid("Returned next.csv with errors", 1);
        assertThat(rig.said("is not served any more")).isNotEmpty();
        assertThat(late).as("nobody takes it").exists();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(1);
        source.say(rig.inboxJob());
        rig.awaitSaid("Finished late.csv", 1);
    }

    @Test
    void whenALimitIsLoweredThenARunThatWaitsKeepsToItAndOneThatRunsIsNotTouched() {
        source.say(rig.inboxJob(), nightly);
        rig.rehearsal = false;
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(source);
        rig.awaitSaid("inbox/long: Starting", 1);
        rig.order("nightly");
        Awaitility.await()
                .until(() -> rig.jobFiles().ofName("nightly").orElseThrow().state() == JobFiles.State.WAITING);
        rig.spending = SpendingLimits.ofRun(new BigDecimal("0.01"), false);
        source.say(rig.inboxJob(), rig.nightly(rig.folder.resolve("nightly.csv")));
        rig.awaitSaid("nightly: Its job file nightly.yaml has changed", 1);
        rig.awaitSaid("Finished long.csv", 1);
        Awaitility.await().until(() -> rig.session.requestedRuns().latest(9, 0).stream()
                .anyMatch(run -> run.job().equals("nightly") && run.state() == RequestedRun.State.INCOMPLETE));
        assertThat(rig.simulator.acceptedCount()).as("the long one").isEqualTo(1);
    }

    @Test
    void whenTheFolderOfAnInboxChangesThenTheNewOneIsWatchedAndSheetsInWorkAreFinished() {
        source.say(rig.inboxJob());
        rig.drop("long.csv", "prompt\na long one\n");
        rig.serve(source);
        rig.awaitSaid("inbox/long: Starting", 1);
        ServedJob of = rig.inboxJob();
        Path other = rig.folder.resolve("other");
        source.say(new ServedJob(
                of.name(),
                of.file(),
                new ServedJob.HotFolder(other, Duration.ofMillis(100), false),
                of.request(),
                null));
        rig.awaitSaid("inbox: Watching " + other, 1);
        Path old = rig.drop("old.csv", "prompt\nan old one\n");
        rig.file("other/new.csv", "prompt\na new one\n");
        rig.awaitSaid("Finished new.csv", 1);
        assertThat(rig.said("Finished long.csv")).hasSize(1);
        assertThat(old).exists();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenTheFolderOfANewJobFileCanNotBeUsedThenThatIsSaidAndItIsWatchedOnceItCan() throws Exception {
        rig.serve(source);
        Path taken = rig.file("inbox", "a file where the folder should be");
        source.say(rig.inboxJob());
        rig.awaitSaid("The job file inbox.yaml can't be taken up as it is now", 1);
        assertThat(rig.jobFiles().problems()).hasSize(1);
        assertThat(rig.jobFiles().all()).isEmpty();
        source.say(rig.inboxJob(), nightly);
        rig.awaitSaid("nightly: Its job file nightly.yaml is new", 1);
        Files.delete(taken);
        rig.awaitSaid("inbox: Watching", 1);
        rig.drop("a.csv", "prompt\na boat\n");
        rig.awaitSaid("Finished a.csv", 1);
        assertThat(rig.jobFiles().problems()).isEmpty();
    }
}
