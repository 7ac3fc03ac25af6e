package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.asking;
import static dev.reelbatch.ledger.LedgerFixture.invalidRow;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.dao.DuplicateKeyException;

class RunLedgerTest {

    private static final ClipError CRASH = new ClipError(null, "crashed", "The process died");

    private final LedgerFixture ledger = new LedgerFixture();

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenTheHomeIsAskedForItsIdAgainThenItIsTheSame() {
        assertThat(ledger.runs.homeId()).hasSize(36).isEqualTo(ledger.runs.homeId());
        assertThat(ledger.count("home")).isEqualTo(1);
    }

    @Test
    void whenAJobIsNamedThenItIsFoundWithoutCaseAndKeepsItsSpelling() {
        NamedJob job = ledger.jobs.createJob("Frühling", "/a");

        assertThat(ledger.jobs.job("FRÜHLING")).contains(job);
        assertThat(job.name()).isEqualTo("Frühling");
        assertThat(ledger.jobs.job("Fruhling")).isEmpty();
        assertThatThrownBy(() -> ledger.jobs.createJob("frühling", "/b")).isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void whenThereAreJobsThenTheyComeByName() {
        List.of("beta", "Alpha", "gamma").forEach(name -> ledger.jobs.createJob(name, "/a"));

        assertThat(ledger.jobs.jobs()).extracting(NamedJob::name).containsExactly("Alpha", "beta", "gamma");
    }

    @Test
    void whenAJobHasRunsThenTheyAreNumberedInItAndTheLatestIsKnown() {
        Run first = ledger.newRun("a");
        Run other = ledger.newRun("b");
        Run second = ledger.newRun("a");

        assertThat(List.of(first.number(), other.number(), second.number())).containsExactly(1, 1, 2);
        assertThat(ledger.runs.latestRun(first.job())).contains(second);
        assertThat(ledger.runs.latestRun(ledger.jobs.createJob("c", "/"))).isEmpty();
    }

    @Test
    void whenARunIsMadeThenItHoldsItsDraft() {
        NamedJob job = ledger.jobs.createJob("a", "/sheets");
        Run.Draft draft = new Run.Draft("content", "input", "/sheets/a.csv", "{\"x\":1}", Path.of("/out/a"));

        Run run = ledger.runs.createRun(job, draft);

        assertThat(run.job()).isEqualTo(job);
        assertThat(run.contentHash()).isEqualTo("content");
        assertThat(run.inputSha256()).isEqualTo("input");
        assertThat(run.inputPath()).isEqualTo("/sheets/a.csv");
        assertThat(run.options()).isEqualTo("{\"x\":1}");
        assertThat(run.outDir()).isEqualTo(Path.of("/out/a"));
        assertThat(run.loadedAs()).isNull();
        assertThat(run.loadNumber()).isZero();
        assertThat(run.spent()).isZero();
    }

    @Test
    void whenARunIsCopiedThenItsRowsAndClipsAreTheCopysToo() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"), asking(3, "b"), invalidRow(4, "No", "{}"));
        run = ledger.load(run, asking(2, "a"), asking(3, "b"), invalidRow(4, "No", "{}"));
        ledger.drive(run, 2, ClipState.SUBMITTED);
        ledger.loads.add(run, ledger.loads.begin(run), Takes.NONE, List.of(asking(9, "unfinished")));

        Run copy = ledger.runs.copyRun(run);

        assertThat(copy.number()).isEqualTo(2);
        assertThat(copy.loadedAs()).isEqualTo(run.loadedAs());
        assertThat(copy.spent()).isZero();
        assertThat(ledger.reruns.rows(copy.id()))
                .isEqualTo(ledger.reruns.rows(run.id()))
                .hasSize(2);
        assertThat(ledger.rows.invalidRows(copy.id())).isEqualTo(1);
        assertThat(ledger.runs.latestRun(run.job())).contains(copy);
    }

    @Test
    void whenARunIsUpdatedThenItsRowsStay() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"));

        Run updated = ledger.runs.updateRun(
                run, new Run.Draft("content2", "input2", "/b.csv", "{\"y\":2}", Path.of("/out/b")));

        assertThat(updated.contentHash()).isEqualTo("content2"); // the same rows under another name of the API
        assertThat(updated.inputSha256()).isEqualTo("input2");
        assertThat(updated.inputPath()).isEqualTo("/b.csv");
        assertThat(updated.options()).isEqualTo("{\"y\":2}");
        assertThat(updated.outDir()).isEqualTo(Path.of("/out/b"));
        assertThat(updated.loadedAs()).isEqualTo(run.loadedAs());
    }

    @Test
    void whenClipsStandInSeveralStatesThenTheyAreCountedForTheLoadInForce() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"), asking(3, "b"), asking(4, "c"));
        ledger.drive(run, 2, ClipState.FAILED);
        ledger.loads.add(
                run, ledger.loads.begin(run), Takes.NONE, List.of(asking(9, "unfinished"), invalidRow(10, "No", "{}")));

        assertThat(ledger.rows.states(run.id())).isEqualTo(Map.of(ClipState.FAILED, 1, ClipState.QUEUED, 2));
        assertThat(ledger.rows.invalidRows(run.id())).isZero();
    }

    @Test
    void whenALoadIsOfATimeThatNotedNoNumberOfRowsThenTheyAreCounted() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"), asking(3, "b"));
        ledger.drive(run, 2, ClipState.DELIVERED);
        Map<ClipState, Integer> noted = ledger.rows.states(run.id());

        ledger.jdbc.sql("update run set row_count = null").update();

        assertThat(noted).isEqualTo(Map.of(ClipState.DELIVERED, 1, ClipState.QUEUED, 1));
        assertThat(ledger.rows.states(run.id())).isEqualTo(noted);
    }

    @Test
    void whenAProcessDiedWhileSubmittingThenItsClipsAreInDoubtAndStaySpent() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"), asking(3, "b"), asking(4, "c"));
        ledger.drive(run, 2, ClipState.SUBMITTING);
        ledger.drive(run, 3, ClipState.SUBMITTED);
        List<ClipTransition> heard = new ArrayList<>();
        ledger.journal.listen(heard::add);

        assertThat(ledger.recovery.recover(CRASH)).isEqualTo(1);

        Clip left = ledger.clip(run, 2);
        assertThat(left.state()).isEqualTo(ClipState.IN_DOUBT);
        assertThat(left.errorCode()).isEqualTo("crashed");
        assertThat(heard)
                .containsExactly(new ClipTransition(left.id(), run.id(), ClipState.SUBMITTING, ClipState.IN_DOUBT));
        assertThat(ledger.clip(run, 3).state()).isEqualTo(ClipState.SUBMITTED);
        assertThat(ledger.clip(run, 4).state()).isEqualTo(ClipState.QUEUED);
        assertThat(ledger.reports.money(run.id())).hasSize(1).first().satisfies(charges -> {
            assertThat(charges.inDoubt()).isEqualByComparingTo("2.84");
            assertThat(charges.open()).isZero();
        });
        assertThat(ledger.runs.run(run.id()).spent()).isEqualByComparingTo("5.68");
        assertThat(ledger.recovery.recover(CRASH)).isZero();
    }

    @Test
    void whenAClipHadAnAnsweredSubmissionBeforeThenRecoveryLeavesThatOneAlone() {
        Run run = ledger.load(ledger.newRun("a"), asking(2, "a"));
        ledger.submits.notAccepted(ledger.begin(run, 2, 1), new ClipError(429, "rate_limit", "Busy"));
        ledger.drive(run, 2, ClipState.SUBMITTING);

        ledger.recovery.recover(CRASH);

        try (var lines = ledger.submissions.ofJob(run.job())) {
            assertThat(lines.map(line -> line.submission().outcome()))
                    .containsExactly(Outcome.NOT_ACCEPTED, Outcome.UNKNOWN);
        }
    }
}
