package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.JsonSchemas;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code cancel}: rows not yet submitted are withdrawn, and need no more work. */
@Timeout(120)
class CancelTest {

    private final Path out;
    private final Cli cli;
    private final Path sheet;

    CancelTest(@TempDir Path folder) {
        out = folder.resolve("out");
        cli = new Cli(folder);
        sheet = sheet("a mug", "a cup", "a jug", "a bowl");
    }

    private Path sheet(String... prompts) {
        return cli.file("mugs.csv", "prompt\n" + String.join("\n", prompts) + "\n");
    }

    /** Row 2 is delivered, the others wait. */
    @BeforeEach
    void oneRowIsSubmitted() {
        assertThat(cli.rehearse(sheet, "--rows=2").exit()).isZero();
    }

    private Cli.Result cancel(String... more) {
        return cli.run(Cli.join(new String[] {"cancel", "mugs", "--rehearse"}, more));
    }

    private String status() {
        return cli.run("status", "mugs", "--rehearse").out();
    }

    @Test
    void whenRowsAreCancelledThenRunsAreCompleteWithoutThemUntilARerunNamesThem() throws IOException {
        Cli.Result cancelled = cancel("--rows=3,5");
        assertThat(cancelled.exit()).as(cancelled.err()).isZero();
        assertThat(cancelled.out())
                .contains("mugs: 2 videos cancelled, about 5.68 CNY", "reelbatch rerun mugs --rows \"3,5\" --rehearse");
        assertThat(status()).contains("1 pending, 1 delivered, 2 cancelled");
        assertThat(Files.readString(out.resolve("manifest.csv"))).contains("3,,cancelled");
        assertThat(Files.readAllLines(out.resolve("failed.csv"))).hasSize(1);
        assertThat(Files.readString(out.resolve("report.html")))
                .contains("\"row\":3,\"variant\":1,\"status\":\"cancelled\"", "\"cancelled\":\"Cancelled\"");
        JsonSchemas.assertLines("manifest", Files.readString(out.resolve("manifest.jsonl")));

        Cli.Result run = cli.rehearse(sheet, "--progress=json");
        assertThat(run.exit()).as(run.err()).isZero();
        JsonSchemas.assertLines("progress", run.out());
        assertThat(run.out()).contains("\"outcome\":\"completed\"");
        assertThat(run.err())
                .contains(
                        "3 already requested earlier",
                        "2 of these cancelled; only a rerun with --rows submits them",
                        "1 to submit",
                        "4 rows: 2 delivered, 2 cancelled",
                        "2 rows cancelled, and not submitted. To submit: reelbatch rerun mugs");
        assertThat(cli.rehearse(sheet).out()).contains("Nothing left to do");
        assertThat(cli.run("status", "mugs", "--rehearse", "--check").exit()).isZero();
        JsonSchemas.assertDescribes(
                "status", cli.run("status", "--rehearse", "--json").out());
        assertThat(cli.run("rerun", "mugs", "--rehearse").out()).contains("No rows to rerun.", "2  cancelled");

        Cli.Result back = cli.run("rerun", "mugs", "--rehearse", "--rows=5", "--rate=600/min", "--patience=9h");
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(back.out()).contains("mugs: 1 video to rerun", "4 rows: 3 delivered, 1 cancelled");
    }

    @Test
    void whenTheSheetIsEditedOrAnotherJobAsksForTheSameThenTheyStayCancelledAndThatIsSaid() {
        cancel("--rows=3");
        cli.rehearse(sheet("a mug", "a cup", "a jug", "a vase"));
        assertThat(status()).contains("3 delivered, 1 cancelled");

        Path cups = cli.file("cups.csv", "prompt\na cup\na glass\n");
        Cli.Result check = cli.run("check", cups.toString(), "--rehearse");
        assertThat(check.out())
                .contains("1 cancelled; not charged again", "1 of these; only a rerun with --rows submits them")
                .containsPattern("To submit +1 video");
        JsonSchemas.assertDescribes(
                "check",
                cli.run("check", cups.toString(), "--rehearse", "--format=json").out());
        Cli.Result run = cli.run(
                "run",
                cups.toString(),
                "--rehearse",
                "--out=" + cli.folder.resolve("cups"),
                "--rate=600/min",
                "--patience=9h");
        assertThat(run.exit()).as(run.err()).isZero();
        assertThat(run.out()).contains("1 from mugs", "1 of these cancelled", "2 rows: 1 delivered, 1 cancelled");
        Cli.Result back = cli.run("rerun", "cups", "--rehearse", "--rows=2", "--rate=600/min", "--patience=9h");
        assertThat(back.exit()).as(back.err()).isZero();
        assertThat(back.out()).contains("2 rows: 2 delivered");
        assertThat(status()).as("it is the same video").contains("4 delivered");
    }

    @Test
    void whenANamedRowIsSubmittedThenItsStateIsNamedAndNothingChanges() {
        String before = status();
        Cli.Result result = cancel("--rows=2-4");
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err())
                .contains("Only rows that are not submitted yet can be cancelled. Nothing was changed."
                        + " Other rows: row 2 (delivered)");
        assertThat(cancel("--rows=3,9").err()).contains("no row 9");
        assertThat(cancel().err()).contains("Which rows?");
        assertThat(cancel("--rows=3", "--all").err()).contains("Which rows?");
        assertThat(cli.run("cancel", "mgus", "--rehearse", "--all").err()).contains("Did you mean mugs?");
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void whenAllIsCancelledThenASecondTimeThereIsNothingLeft() {
        assertThat(cancel("--all").out()).contains("3 videos cancelled");
        assertThat(cancel("--all").exit()).isZero();
        assertThat(cancel("--all").out()).contains("No rows to cancel");
        assertThat(cancel("--rows=3").err()).contains("row 3 (cancelled)");
        assertThat(cli.run("accept", "mugs", "--rehearse", "--rows=3").out()).contains("No rows to accept");
        assertThat(status()).contains("1 delivered, 3 cancelled");
    }

    @Test
    void whenARunThatPaysAgainWasStoppedThenAllOfItIsCancelledAndRepeatingItBeginsAnew() {
        assertThat(cli.rehearse(sheet).exit()).isZero();
        assertThat(submissions()).isEqualTo(4);
        String[] fresh = {"--fresh", "--partial", "--max-cost=3"};
        assertThat(cli.rehearse(sheet, fresh).exit()).isEqualTo(ExitCode.STOPPED);
        assertThat(submissions()).isEqualTo(5);

        assertThat(cancel("--all").out())
                .contains("an unfinished rerun or run --fresh of this job is cancelled too", "mugs: cancelled");
        assertThat(cancel("--all").out()).contains("No rows to cancel");
        Cli.Result again = cli.rehearse(sheet, "--fresh");
        assertThat(again.exit()).as(again.err()).isZero();
        assertThat(submissions()).as("all four once more").isEqualTo(9);
    }

    private long submissions() {
        return cli.run("status", "mugs", "--rehearse", "--submissions", "--json")
                .out()
                .lines()
                .count();
    }

    @Test
    void whenAPersonSaysNoThenNothingIsCancelled() {
        String before = status();
        Cli.Result no = cli.answering("n", "cancel", "mugs", "--rehearse", "--all");
        assertThat(no.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(no.out()).contains("Cancel 3 videos, about 8.52 CNY? [y/N]", "Nothing was cancelled.");
        assertThat(status()).isEqualTo(before);
    }

    @Test
    void whenAnotherJobWaitsForTheSameThenThatIsSaidFirst() {
        Path cups = cli.file("cups.csv", "prompt\na glass\na cup\n");
        cli.run(
                "run",
                cups.toString(),
                "--rehearse",
                "--rows=2",
                "--out=" + cli.folder.resolve("cups"),
                "--rate=600/min",
                "--patience=9h");
        assertThat(cancel("--rows=4").out()).doesNotContain("other jobs");
        assertThat(cancel("--rows=3").out())
                .contains("Note: the same requests are waiting in other jobs, and are cancelled there too: cups");
        assertThat(cli.run("status", "cups", "--rehearse").out()).contains("1 delivered, 1 cancelled");
    }
}
