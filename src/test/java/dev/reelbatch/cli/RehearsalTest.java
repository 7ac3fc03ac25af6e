package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole of {@code run}, {@code status} and {@code rerun} against the simulator, in this process. */
class RehearsalTest {

    private final Path folder;
    private final Cli cli;

    RehearsalTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
    }

    private Path out() {
        return folder.resolve("out");
    }

    private List<String> videos() throws IOException {
        try (Stream<Path> files = Files.list(out().resolve("videos"))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void whenTheSampleIsRehearsedThenEveryVideoIsThereAndASecondRunHasNothingToDo() throws IOException {
        Path sample = Path.of("sample-prompts/launch-teasers.csv");
        Cli.Result first = cli.rehearse(sample);
        assertThat(first.err()).isEmpty();
        assertThat(first.exit()).as(first.out()).isZero();
        assertThat(first.out())
                .contains("Rehearsal: nothing is sent", "10 rows, 11 videos", "11 to submit, about 56.84 CNY")
                .contains("11 delivered", "manifest.csv", "report.html");
        assertThat(videos()).hasSize(11).contains("0002-mug-hero-vertical.mp4", "0004-train-v2.mp4");
        assertThat(Files.readAllLines(out().resolve("manifest.csv"))).hasSize(12);

        Cli.Result second = cli.rehearse(sample);
        assertThat(second.exit()).isZero();
        assertThat(second.out()).contains("Nothing left to do").doesNotContain("to submit");

        Cli.Result status = cli.run("status", "--rehearse");
        assertThat(status.exit()).isZero();
        assertThat(status.out())
                .contains("launch-teasers, run 1", "11 delivered", out().toString())
                .contains("Rehearsal: nothing was charged. A real run would have cost 56.84 CNY")
                .as("what is zero is left out")
                .doesNotContain("0.00", "possibly paid", "waiting");
        assertThat(cli.run("status", "LAUNCH-teasers", "--rehearse", "--json").out())
                .contains("\"rehearsal\":true", "\"job\":\"launch-teasers\"", "\"delivered\":11", "\"in_doubt\":0");
        Cli.Result submissions = cli.run("status", "launch-teasers", "--rehearse", "--submissions");
        assertThat(submissions.out().lines()).hasSize(12);
        assertThat(submissions.out()).contains("would cost");
        assertThat(cli.run("status", "launch-teasers", "--rehearse", "--submissions", "--json")
                        .out()
                        .lines())
                .hasSize(11)
                .allSatisfy(line -> assertThat(line).startsWith("{").contains("\"outcome\":\"accepted\""));

        assertThat(cli.run("rerun", "launch-teasers", "--rehearse").out()).contains("No rows to rerun");
        Cli.Result other = cli.run("status");
        assertThat(other.out()).as("a real home knows nothing of rehearsals").contains("no jobs yet", "add --rehearse");
    }

    @Test
    void whenTheSampleWithPicturesIsRehearsedThenEveryModelTakesIts() {
        Path sample = Path.of("sample-prompts/product-photos.csv");
        Cli.Result check = cli.run("check", sample.toString());
        assertThat(check.out()).contains("4 rows, 4 videos", "about 6.51 CNY", "No mistakes found.");
        Cli.Result result = cli.rehearse(sample);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("4 delivered");
    }

    @Test
    void whenThePicturesAreElsewhereThenAnOptionNamesTheirFolder() {
        Path sheet = cli.file("teasers.csv", "prompt,model,图片\na mug,viduq2-pro,mug-red.jpg\n");
        assertThat(cli.run("check", sheet.toString()).out())
                .contains("row 2, column 图片: \"mug-red.jpg\" is not a file in " + cli.folder);
        assertThat(cli.rehearse(sheet, "--pictures", "sample-prompts/photos").exit())
                .isZero();
        assertThat(cli.rehearse(sheet, "--pictures", "sample-prompts/nowhere").err())
                .contains("--pictures sample-prompts/nowhere: there is no such folder");
        assertThat(cli.run("run", "--job", "teasers", "--rehearse").out()).contains("Nothing left to do");
    }

    @Test
    void whenAModelHasNoPriceThenARehearsalStillPaidNothing() {
        Cli.Result result = cli.rehearse(cli.file("new.csv", "prompt\na mug in the snow\n"), "--model=lab/unheard-of");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("Rehearsal: nothing was charged.").doesNotContain("Check your account");
    }

    @Test
    void whenRowsFailThenTheyAreNamedAndRerunPaysForThemAlone() throws IOException {
        Path sheet = cli.file("mugs.csv", "prompt\na mug\na mug [moderated]\na mug [fails]\n");
        Cli.Result first = cli.rehearse(sheet);
        assertThat(first.exit()).as(first.out()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(first.out())
                .contains("1 delivered, 2 failed", "row 3", "row 4", "reelbatch rerun mugs --rehearse")
                .as("no word is taken for the key")
                .doesNotContain("***");
        assertThat(Files.readString(out().resolve("failed.csv"))).contains("[moderated]", "[fails]");

        Cli.Result again = cli.rehearse(sheet);
        assertThat(again.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(again.out()).contains("3 already requested earlier").doesNotContain("to submit");

        Cli.Result rerun = cli.run("rerun", "mugs", "--rehearse", "--rate=600/min", "--patience=9h", "--rows=4");
        assertThat(rerun.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(rerun.out()).contains("1 video to rerun");
        assertThat(cli.run("status", "mugs", "--rehearse", "--submissions", "--json")
                        .out()
                        .lines())
                .hasSize(4);
        Cli.Result none = cli.run("rerun", "mugs", "--rehearse", "--error=no_such_code");
        assertThat(none.out()).contains("No rows to rerun");
    }

    @Test
    void whenADeliveredRowIsWantedAgainThenOnlyPayAgainDoesItAndTheFirstFileStays() throws IOException {
        Path sheet = cli.file("mugs.csv", "prompt\na mug\na cup\n");
        assertThat(cli.rehearse(sheet).exit()).isZero();
        byte[] before = Files.readAllBytes(out().resolve("videos/0002-a-mug.mp4"));

        Cli.Result refused = cli.run("rerun", "mugs", "--rehearse", "--rows=2");
        assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(refused.err()).contains("Row 2 is delivered", "--pay-again");

        String[] payAgain = {"rerun", "mugs", "--rehearse", "--rows=2", "--pay-again", "--rate=600/min", "--patience=9h"
        };
        Cli.Result paid = cli.run(payAgain);
        assertThat(paid.exit()).as(paid.out() + paid.err()).isZero();
        assertThat(paid.out())
                .contains(
                        "1 video to rerun", "paid for again, 2.84 CNY (would be charged in a real run)", "2 delivered");
        assertThat(videos()).hasSize(3);
        assertThat(out().resolve("videos/0002-a-mug.mp4")).hasBinaryContent(before);
        assertThat(cli.run("status", "mugs", "--rehearse", "--submissions", "--json")
                        .out()
                        .lines())
                .hasSize(3)
                .as("the earlier take keeps its row")
                .filteredOn(line -> line.contains("\"row\":2"))
                .hasSize(2);
        assertThat(cli.rehearse(sheet).out()).contains("Nothing left to do");
    }

    @Test
    void whenOnlySomeRowsAreWantedThenTheOfferAndTheExitCodeAreAboutThose() {
        Path sheet = cli.file("mugs.csv", "prompt,duration\na mug,\na cup,\na bowl [fails],\na jar,7\n");
        Cli.Result some = cli.rehearse(sheet, "--rows=2-3", "--skip-invalid");
        assertThat(some.exit()).as(some.out()).isZero();
        assertThat(some.out()).contains("mugs: 2 rows, 2 videos", "2 to submit, about 5.68 CNY", "1 pending");
        Cli.Result none = cli.rehearse(sheet, "--rows=9", "--skip-invalid");
        assertThat(none.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(none.err()).contains("The sheet has no row 9, which --rows names: its rows are 2 to 5.");
        assertThat(cli.rehearse(sheet, "--rows=2", "--rows=9,3", "--skip-invalid")
                        .err())
                .contains("has no row 9");
        assertThat(cli.rehearse(sheet, "--rows=2", "--rows=3", "--skip-invalid").out())
                .contains("mugs: 2 rows");
        assertThat(cli.rehearse(sheet, "--job=a", "--job=b").err())
                .contains("--job is given more than once; give it once.");
        Cli.Result all = cli.rehearse(sheet, "--skip-invalid");
        assertThat(all.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(all.out())
                .contains("1 invalid row skipped", "2 already requested earlier", "1 to submit")
                .contains("row 5 (column duration: \"7\" is not one of 4, 8, 12; did you mean 8?)");
    }
}
