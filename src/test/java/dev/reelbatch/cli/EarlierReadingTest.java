package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sheet that was paid for by an earlier version, which understood less of it, is not paid for again. */
class EarlierReadingTest {

    private static final String SHEET =
            "prompt,Aspect ratio\nA heron lifts off a pond,16:9\nA lighthouse in fog,9:16\nA crane at dawn,16:9\n";

    private final Cli cli;
    private final Path sheet;

    EarlierReadingTest(@TempDir Path folder) {
        this.cli = new Cli(folder);
        this.sheet = cli.file("spring.csv", SHEET);
    }

    private long submissions() {
        return cli.run("status", "spring", "--rehearse", "--submissions", "--json")
                .out()
                .lines()
                .count();
    }

    private void paidByAnEarlierVersion() {
        Cli.Result before = cli.rehearse(sheet, "--read-as-before");
        assertThat(before.exit()).as(before.out() + before.err()).isZero();
        assertThat(submissions()).isEqualTo(3);
    }

    @Test
    void whenAColumnIsUnderstoodSinceThenNothingIsPaidForBeforeItIsSaidWhichIsMeant() {
        paidByAnEarlierVersion();
        Cli.Result again = cli.rehearse(sheet);
        assertThat(again.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(again.err())
                .contains("2 rows (2,4) were already paid for without using \"Aspect ratio\"")
                .contains("--ignore-column \"Aspect ratio\" (keep these videos)")
                .contains("--map size=\"Aspect ratio\" (pay for them again)");
        assertThat(cli.run("check", sheet.toString(), "--rehearse").out()).contains("(keep these videos)");
        assertThat(cli.run("run", "--job=spring", "--rehearse").exit()).isZero();
        assertThat(submissions()).isEqualTo(3);

        Cli.Result kept = cli.rehearse(sheet, "--ignore-column=Aspect ratio");
        assertThat(kept.exit()).as(kept.out() + kept.err()).isZero();
        assertThat(cli.rehearse(sheet).exit()).isEqualTo(ExitCode.INVALID);
        assertThat(submissions()).isEqualTo(3);

        assertThat(cli.rehearse(sheet, "--map=size=Aspect ratio").exit()).isZero();
        assertThat(submissions()).isEqualTo(5);
        assertThat(cli.rehearse(sheet).exit()).isZero();
        assertThat(submissions()).isEqualTo(5);
    }

    @Test
    void whenSomebodyIsThereThenItIsAsked() {
        paidByAnEarlierVersion();
        String[] run = {"run", sheet.toString(), "--rehearse", "--rate=600/min", "--out=" + cli.folder.resolve("out")};
        Cli.Result kept = cli.answering("1", run);
        assertThat(kept.out()).contains("What do you want?", "1  keep these videos", "2  pay for them again");
        assertThat(kept.exit()).as(kept.out() + kept.err()).isZero();
        assertThat(submissions()).isEqualTo(3);
        assertThat(cli.answering("", run).exit()).isEqualTo(ExitCode.INVALID);
        assertThat(cli.answering("2", run).exit()).isZero();
        assertThat(submissions()).isEqualTo(5);
    }

    @Test
    void whenTheColumnIsNewInTheSheetThenItsRowsAreAskedFor() {
        Path plain = cli.file("spring.csv", "prompt\nA heron lifts off a pond\n");
        assertThat(cli.rehearse(plain).exit()).isZero();
        Path changed = cli.file("spring.csv", "prompt,Aspect ratio\nA heron lifts off a pond,16:9\n");
        assertThat(cli.rehearse(changed).exit()).isZero();
        assertThat(submissions()).isEqualTo(2);
    }

    @Test
    void whenTextsWereSentWithTheMarksOfAFormulaThenTheyAreNotPaidForAgain() {
        cli.file("spring.csv", "prompt\n\"=\"\"A heron lifts off a pond\"\"\"\n");
        assertThat(cli.rehearse(sheet, "--read-as-before").exit()).isZero();
        Cli.Result again = cli.rehearse(sheet);
        assertThat(again.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(again.err())
                .contains("--read-as-before (keep these videos) or --fresh --rows 2 (pay for them again)");
        assertThat(cli.rehearse(sheet, "--read-as-before").exit()).isZero();
        assertThat(submissions()).isEqualTo(1);
    }

    @Test
    void whenTheShapeWasSentAsASizeThenItIsNotPaidForAgain() {
        cli.file("spring.csv", "prompt,model,size,id\nA heron lifts off a pond,kling-v3,9:16,1\n");
        Path unchecked = cli.file(
                "home/settings.yaml", "reelbatch.models:\n  '[kling-v3]':\n    parameters.size.required: false\n");
        assertThat(cli.rehearse(sheet).exit()).isZero();
        assertThat(submissions()).isEqualTo(1);

        cli.delete(unchecked);
        cli.file(
                "spring.csv",
                "prompt,model,size,id\nA heron lifts off a pond,kling-v3,9:16,1\nA crane at dawn,kling-v3,9:16,2\n");
        String kept = "1 row (2): existing videos are kept. An earlier version requested them";
        assertThat(cli.run("check", sheet.toString(), "--rehearse").out()).contains(kept);
        Cli.Result again = cli.rehearse(sheet);
        assertThat(again.exit()).as(again.out() + again.err()).isZero();
        assertThat(again.out()).contains(kept, "unknown, because the models have no price");
        assertThat(submissions()).isEqualTo(2);
        assertThat(cli.rehearse(sheet).exit()).isZero();
        Path copy = cli.file("copy.csv", "prompt,model,Aspect ratio,id\nA crane at dawn,kling-v3,9:16,2\n");
        Cli.Result copied = cli.run(
                "run", copy.toString(), "--rehearse", "--rate=600/min", "--out=" + cli.folder.resolve("copied"));
        assertThat(copied.exit()).as(copied.out() + copied.err()).isZero();
        assertThat(copied.out()).contains("Nothing was charged.");
        assertThat(submissions()).isEqualTo(2);

        Cli.Result fresh = cli.rehearse(sheet, "--fresh", "--rows=2");
        assertThat(fresh.exit()).as(fresh.out() + fresh.err()).isZero();
        assertThat(submissions()).isEqualTo(3);
        assertThat(cli.rehearse(sheet).out()).doesNotContain(kept);
        assertThat(submissions()).isEqualTo(3);
    }

    @Test
    void whenAJobFileIgnoresColumnsThenTheyAreIgnored() {
        Path job = cli.file(
                "spring.yaml",
                "input: " + sheet + "\nignore-column: [Aspect ratio, Format]\nrate: 600/min\nout: "
                        + cli.folder.resolve("out") + "\n");
        Cli.Result result = cli.run("check", job.toString(), "--rehearse");
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out()).contains("Aspect ratio (copied to the manifest)");
        cli.file("spring.yaml", "input: " + sheet + "\nignore-column: Aspect ratio\n");
        assertThat(cli.run("check", job.toString(), "--rehearse").out())
                .contains("Aspect ratio (copied to the manifest)");
    }
}
