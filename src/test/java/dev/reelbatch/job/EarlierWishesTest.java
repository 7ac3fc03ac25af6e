package dev.reelbatch.job;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.RowRanges;
import dev.reelbatch.ledger.Wish;
import dev.reelbatch.plan.RerunChoice;
import dev.reelbatch.plan.RerunPlanner;
import dev.reelbatch.plan.RunPlan;
import dev.reelbatch.plan.RunRequest;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A home of the version before wishes. It ran sheets of four rows, and was killed in each command that pays again right
 * after the first two of its submissions had been answered, as in the job "plain", which ran for the first time. Of the
 * job "rows" it ran rows 2 and 3 alone, of "part" all, and then these two once more with --fresh.
 */
@Timeout(120)
class EarlierWishesTest {

    private static final String API = "http://127.0.0.1:8798";
    private static final String PLACE = "/earlier"; // where it was

    private static final Map<String, String> SPECIAL = Map.of("failed", " [fails]", "doubt", " [lost]");

    private final Path folder;
    private final JobFixture fixture;

    EarlierWishesTest(@TempDir Path folder) throws IOException, SQLException {
        this.folder = folder;
        fixture =
                new JobFixture(folder, Time.faster(50), EarlierHome.unpacked("before-wishes", PLACE, folder), Map.of());
    }

    @BeforeEach
    void start() {
        fixture.restart();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    /** Pays for so many. */
    private int paid(Runnable command) {
        int before = fixture.simulator.submitCalls();
        command.run();
        return fixture.simulator.submitCalls() - before;
    }

    private RunRequest request(String job, boolean fresh) {
        String csv = IntStream.rangeClosed(2, 5)
                .mapToObj(row -> job + " " + row + SPECIAL.getOrDefault(job, ""))
                .collect(Collectors.joining("\n", "prompt\n", "\n"));
        RunRequest said = JobFixture.request(
                fixture.sheet("sheets/" + job + ".csv", csv),
                job,
                folder.resolve("out").resolve(job));
        return new RunRequest(said.input(), job, said.out(), null, null, false, fresh, said.limits());
    }

    private void run(RunRequest request) {
        RunPlan runPlan = fixture.plan(request, API);
        int paid = paid(() -> fixture.run(runPlan));
        assertThat(paid).isEqualTo(runPlan.offer().toPay());
    }

    private void rerun(String job) {
        RerunPlanner.Selection selection =
                switch (job) {
                    case "again" -> new RerunPlanner.Selection(Set.of(), RowRanges.of("2-5"), null, true);
                    case "doubt" -> new RerunPlanner.Selection(Set.of(ClipState.IN_DOUBT), null, null, false);
                    default -> new RerunPlanner.Selection(Set.of(ClipState.FAILED), null, null, false);
                };
        RerunChoice choice = fixture.bean(RerunPlanner.class).choose(job, selection, Wish.By.SHELL);
        run(request(job, false).forRerun(choice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fresh", "part", "failed", "doubt", "again"})
    void whenASheetIsRunThenNothingOfItIsPaidForAgain(String job) {
        assertThat(paid(() -> run(request(job, false)))).isZero();
        assertThat(paid(() -> run(request(job, false)))).isZero();
    }

    @Test
    void whenRowsWereLeftOutThenARunPaysForThoseAlone() {
        assertThat(fixture.runs().unfinished().cutShort("rows")).isEmpty();
        assertThat(paid(() -> run(request("rows", false)))).isEqualTo(2);
        assertThat(paid(() -> run(request("rows", false)))).isZero();
    }

    @Test
    void whenAFirstRunWasKilledThenOnlyTheRestIsPaidFor() {
        assertThat(fixture.runs().unfinished().cutShort("plain")).hasSize(1);
        assertThat(paid(() -> run(request("plain", false)))).isEqualTo(2);
        assertThat(paid(() -> run(request("plain", false)))).isZero();
    }

    @Test
    void whenTheSameWordsAreSaidThenTheNextTakesGoOnAndOnlyThenOthersBegin() {
        assertThat(paid(() -> run(request("fresh", true)))).isEqualTo(2);
        assertThat(paid(() -> run(request("fresh", false)))).isZero();
        assertThat(paid(() -> run(request("fresh", true)))).isEqualTo(4);
    }

    @ParameterizedTest
    @ValueSource(strings = {"failed", "doubt", "again"})
    void whenTheSameWordsAreSaidThenARerunGoesOnAndOnlyThenAnotherBegins(String job) {
        assertThat(paid(() -> run(request(job, false)))).isZero();
        assertThat(paid(() -> rerun(job))).isEqualTo(2);
        assertThat(paid(() -> run(request(job, false)))).isZero();
        assertThat(paid(() -> rerun(job))).isEqualTo(job.equals("doubt") ? 2 : 4); // rows 4 and 5 have got their videos
    }
}
