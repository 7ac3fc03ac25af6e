package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code accept}: one refused prompt does not turn every night red. */
@Timeout(120)
class AcceptTest {

    private final Path out;
    private final Cli cli;

    AcceptTest(@TempDir Path folder) {
        this.out = folder.resolve("out");
        this.cli = new Cli(folder);
    }

    private Path sheet(String more) {
        return cli.file("mugs.csv", "prompt\na mug\na mug [moderated]\na mug [fails]\n" + more);
    }

    private Cli.Result rerun(String... which) {
        return cli.run(
                Cli.join(new String[] {"rerun", "mugs", "--rehearse", "--rate=600/min", "--patience=9h"}, which));
    }

    @Test
    void whenRowsAreAcceptedThenNoRunCountsThemUntilTheyAreBroughtBack() throws IOException {
        assertThat(cli.rehearse(sheet("")).exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        Cli.Result accepted = cli.run("accept", "mugs", "--rehearse", "--failed");
        assertThat(accepted.exit()).as(accepted.err()).isZero();
        assertThat(accepted.out()).contains("2 missing videos accepted");
        assertThat(Files.readAllLines(out.resolve("failed.csv"))).hasSize(1);
        assertThat(Files.readString(out.resolve("manifest.csv"))).contains(",failed,");
        assertThat(Files.readString(out.resolve("report.html"))).contains("failed, accepted", "rerun mugs");
        assertThat(cli.run("status", "mugs", "--rehearse").out()).contains("1 delivered, 2 failed (2 accepted)");
        assertThat(cli.run("status", "mugs", "--rehearse", "--json").out()).contains("\"accepted\":2");

        Cli.Result same = cli.rehearse(sheet(""));
        assertThat(same.exit()).as(same.out()).isZero();
        assertThat(same.out()).contains("1 delivered, 2 failed (accepted)").doesNotContain("rows failed");
        assertThat(cli.rehearse(sheet("")).out()).contains("Nothing left to do");
        Cli.Result grown = cli.rehearse(sheet("a cup\n"));
        assertThat(grown.exit())
                .as("a new run with the same clips: " + grown.out())
                .isZero();

        Cli.Result none = rerun("--failed");
        assertThat(none.exit()).isZero();
        assertThat(none.out()).contains("No rows to rerun", "accepted");
        assertThat(rerun("--rows=4").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(cli.run("status", "mugs", "--rehearse").out()).contains("2 failed (1 accepted)");
        assertThat(cli.rehearse(sheet("a cup\n")).exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
    }

    @Test
    void whenSomeRowsAreAcceptedThenTheOthersStillCount() {
        cli.rehearse(sheet(""));
        assertThat(cli.run("accept", "mugs", "--rehearse", "--rows=2-3").out()).contains("1 missing video accepted");
        assertThat(cli.run("accept", "mugs", "--rehearse", "--rows=2-3").out()).contains("none of these rows");
        Cli.Result again = cli.rehearse(sheet(""));
        assertThat(again.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(again.out()).contains("2 failed (1 accepted)", "1 row failed: row 4");
    }

    @Test
    void whenRowsDoNotExistThenTheyAreNamedAndNothingHappens() throws IOException {
        cli.rehearse(sheet("#REF!\n"), "--skip-invalid");
        String missing = "The sheet has no row 9, which --rows names: its rows are 2 to 5.";
        for (Cli.Result result : List.of(
                cli.run("accept", "mugs", "--rehearse", "--rows=3,9"),
                rerun("--rows=3,9"),
                rerun("--rows=3", "--rows=9", "--pay-again"))) {
            assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(result.err()).contains(missing);
        }
        Path failed = Files.copy(out.resolve("failed.csv"), cli.folder.resolve("failed.csv"));
        Cli.Result corrected = cli.rehearse(failed, "--rows=3,9");
        assertThat(corrected.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(corrected.err()).contains("This file has no row 9, which --rows names: it corrects row 3-5.");
        assertThat(cli.run("status", "mugs", "--rehearse").out()).doesNotContain("accepted");

        assertThat(cli.run("accept", "mugs", "--rehearse", "--rows=3-20").out())
                .contains("Note: --rows names row 6-20, but the sheet's last row is 5");
        assertThat(rerun("--rows=4,5").out()).contains("Note: 1 row not rerun (5): invalid, or not ended yet");
        assertThat(rerun("--rows=5").out()).contains("No rows to rerun.", "Note: 1 row not rerun (5)");
    }

    @Test
    void whenAPersonSaysNoThenNothingIsAccepted() {
        cli.rehearse(sheet(""));
        assertThat(cli.answering("n", "accept", "mugs", "--rehearse", "--failed")
                        .exit())
                .isEqualTo(ExitCode.INVALID);
        assertThat(cli.run("status", "mugs", "--rehearse").out()).doesNotContain("accepted");
        assertThat(cli.answering("y", "accept", "mugs", "--rehearse", "--failed")
                        .out())
                .contains("2 missing videos accepted");
        assertThat(cli.run("accept", "mugs", "--rehearse", "--failed").out()).contains("No rows to accept");
    }

    @Test
    void whenNoRowsOrOpenRowsAreNamedThenItIsRefused() {
        assertThat(cli.run("accept", "mugs").err()).contains("--failed", "--rows");
        assertThat(cli.run("accept", "mugs", "--failed", "--rows=3").exit()).isEqualTo(ExitCode.INVALID);
        cli.rehearse(sheet("a cup\n"), "--rows=2");
        Cli.Result open = cli.run("accept", "mugs", "--rehearse", "--rows=5");
        assertThat(open.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(open.err()).contains("Row 5 has not ended yet");
    }
}
