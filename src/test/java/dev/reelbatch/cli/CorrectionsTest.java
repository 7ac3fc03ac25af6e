package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.JsonSchemas;
import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** failed.csv and redo.csv, fixed and run: the job goes on, and only what changed is paid for. */
@Timeout(120)
class CorrectionsTest {

    private final Simulator api =
            Simulator.start(SimulatorSettings.defaults().generationTime(Duration.ofMillis(50)), Time.system());
    private final Path folder;
    private final Cli cli;
    private final Path out;

    CorrectionsTest(@TempDir Path folder) {
        this.folder = folder;
        out = folder.resolve("out");
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(Path sheet, String... more) {
        String[] arguments = {"run", sheet.toString(), "--api-url", api.apiUrl().toString(), "--rate=20/s"};
        return cli.run(Cli.join(arguments, more));
    }

    private Path first(String csv, String... more) {
        Path sheet = cli.file("a.csv", csv);
        run(sheet, Cli.join(new String[] {"--out=" + out}, more));
        return sheet;
    }

    private String text(String name) {
        try {
            return Files.readString(out.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> prompts() {
        return api.accepted().stream().map(AcceptedSubmit::prompt).toList();
    }

    @Test
    void whenFailedCsvIsRunUnchangedThenARowInDoubtIsNotPaidForAgain() {
        api.onSubmit(CallMatcher.nth(1), CallFault.processThenDrop());
        first("SKU,prompt,Sek,Note\nm-2,a cup,12,y\n", "--map", "id=SKU", "--map", "duration=Sek");
        assertThat(api.acceptedCount()).isEqualTo(1);
        String failed = text("failed.csv");
        assertThat(failed).contains("id,prompt,duration,Note,error,reelbatch_job,reelbatch_row", "m-2,a cup,12,y");

        Cli.Result again = run(cli.file("elsewhere/anything.csv", failed));

        assertThat(again.exit()).as(again.out() + again.err()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(again.out()).contains("unchanged in this file: row 2", "rerun a --rows 2");
        // also as a sheet of its own, if somebody takes the columns away
        String alone = failed.replaceAll("(?m),reelbatch_job.*$|,a,2,.*$", "");
        run(cli.file("alone.csv", alone), "--out=" + folder.resolve("alone"));
        assertThat(api.acceptedCount()).isEqualTo(1);
    }

    /** Its columns are the sheet's own, and what the options said is missing. */
    @Test
    void whenFailedCsvIsOfAnEarlierVersionThenRowsInDoubtAreNotPaidForWithOtherSettings() {
        api.onSubmit(CallMatcher.promptContains("cup").and(CallMatcher.first(1)), CallFault.processThenDrop());
        first("SKU,prompt,Sek\nm-2,a cup,12\nm-3,a jug [fails],12\n", "--map", "id=SKU", "--map", "duration=Sek");
        assertThat(api.acceptedCount()).isEqualTo(2);
        Path earlier = cli.file(
                "failed.csv",
                "SKU,prompt,Sek,error\nm-2,a cup,12,timeout: No answer\nm-3,a jug [fails],12,failure: No\n");
        String elsewhere = "--out=" + folder.resolve("elsewhere");

        Cli.Result again = run(earlier, "--ignore-column=Sek", elsewhere);
        assertThat(again.exit()).as(again.out()).isEqualTo(ExitCode.INVALID);
        assertThat(again.err()).contains("prompts of rows 2 were submitted by job \"a\"", "reelbatch run --job a.");
        assertThat(cli.run("check", earlier.toString(), "--ignore-column=Sek", "--api-url=" + api.apiUrl())
                        .out())
                .contains("reelbatch run --job a.");
        assertThat(api.acceptedCount()).isEqualTo(2);
        assertThat(run(earlier, "--map=id=SKU", "--map=duration=Sek", elsewhere).err())
                .doesNotContain("earlier version");
        assertThat(api.acceptedCount()).isEqualTo(2);

        Path mine = cli.file("mine.csv", "prompt\na cup\n");
        assertThat(run(mine, "--other-id=pay", "--out=" + folder.resolve("mine"))
                        .exit())
                .isZero();
        assertThat(api.acceptedCount()).isEqualTo(3);
    }

    @Test
    void whenAFixedFileIsCheckedThenItIsToldWhatItChangesOfWhichJob() throws IOException {
        first("Text,Sek\na mug,8\na cup [fails],12\na bowl [fails],8\n", "--map=prompt=Text", "--map=duration=Sek");
        Path fixed = cli.file("my-fixes.csv", text("failed.csv").replace("a cup [fails]", "a cup"));
        String[] check = {"check", fixed.toString(), "--api-url", api.apiUrl().toString()};
        Cli.Result result = cli.run(check);
        assertThat(result.exit()).as(result.out() + result.err()).isZero();
        assertThat(result.out())
                .contains("Corrects       job a; changed rows: 3", "unchanged in this file: row 4")
                .contains("2 rows, 2 videos, 20 seconds", "1 failed; not charged again", "1 video, about 8.52 CNY");
        String json = cli.run(Cli.join(check, new String[] {"--format=json"})).out();
        JsonSchemas.assertDescribes("check", json);
        assertThat(json)
                .containsPattern("(?s)\"job\" : \"a\".*")
                .containsPattern("\"changed_rows\" : \\[ 3 ]")
                .containsPattern("\"unchanged_rows\" : \\[ 4 ]");
        assertThat(api.acceptedCount()).isEqualTo(3);

        Files.writeString(fixed, Files.readString(fixed).replace(",12,", ",13,"));
        Cli.Result wrong = cli.run(check);
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.out()).contains("row 3", "13").doesNotContain("row 2");

        cli.environment.put("REELBATCH_HOME", folder.resolve("other").toString());
        Cli.Result foreign = cli.run(check);
        assertThat(foreign.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(foreign.err()).contains("corrects rows of the job \"a\", which this home does not know");
    }

    @Test
    void whenFailedCsvIsFixedThenItsRowsComeIntoTheSameReport() {
        Path sheet = first(
                "Text,Sek\na mug,8\na cup [fails],12\na bowl [fails],8\n",
                "--map",
                "prompt=Text",
                "--map=duration=Sek");
        Path fixed = cli.file("my-fixes.csv", text("failed.csv").replace("a cup [fails]", "a cup"));
        Cli.Result again = run(fixed);
        assertThat(again.out()).as(again.err()).contains("1 to submit, about 8.52 CNY", "2 delivered", "1 failed");
        assertThat(prompts()).containsExactlyInAnyOrder("a mug", "a cup [fails]", "a bowl [fails]", "a cup");
        assertThat(text("manifest.csv")).contains("3,,delivered", "4,,failed");
        assertThat(text("failed.csv")).contains("a bowl").doesNotContain("a cup");
        assertThat(folder.resolve("out/videos"))
                .isDirectoryContaining(file -> file.toString().contains("0003-a-cup"));

        assertThat(run(fixed).exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED); // once more: nothing is left to do
        Path latest = cli.file("more.csv", text("failed.csv").replace("a bowl [fails]", "a bowl"));
        Cli.Result last = run(latest);
        assertThat(last.exit()).as(text("failed.csv") + last.out() + last.err()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(5);
        assertThat(cli.run("status").out()).contains("3 delivered").doesNotContain("my-fixes", "more");

        // the first file again, edited once more: the row is still the same one
        Cli.Result third = run(cli.file("my-fixes.csv", read(fixed).replace("a cup", "a tea cup")));
        assertThat(third.exit()).as(third.out() + third.err()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(6);
        // and the original: what it asks for was asked for
        run(sheet, "--out=" + out, "--map", "prompt=Text", "--map=duration=Sek");
        assertThat(api.acceptedCount()).isEqualTo(6);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whenTheSheetHasChangedSinceThenNoOtherRowIsOverwritten() {
        Path sheet = first("prompt\na mug\na cup [fails]\na bowl\n");
        String failed = text("failed.csv");
        cli.file("a.csv", "prompt\na new one\na mug\na cup [fails]\na bowl\n");
        run(sheet, "--out=" + out);
        int paid = api.acceptedCount();
        Cli.Result late = run(cli.file("late.csv", failed.replace("a cup [fails]", "a cup")));
        assertThat(late.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(late.err()).contains("late.csv: row 3 of the job's sheet has changed since");
        assertThat(api.acceptedCount()).isEqualTo(paid);
    }

    @Test
    void whenAFileDoesNotSayWhereItsRowsBelongThenItIsRefused() {
        first("prompt\na mug\na cup [fails]\n");
        Map.of(
                        "reelbatch_job,reelbatch_row,prompt\na,9,x\n", "has no row 9; its last row is 3",
                        "reelbatch_job,reelbatch_row,prompt\na,3,x\na,3,y\n", "row 3 of the job's sheet twice",
                        "reelbatch_job,reelbatch_row,prompt\na,3,x\nb,2,y\n", "several jobs (\"a\", \"b\")",
                        "reelbatch_job,reelbatch_row,prompt\na,,x\n", "reelbatch_row is empty",
                        "reelbatch_job,reelbatch_row,prompt\na,three,x\n", "is not a row number",
                        "reelbatch_job,prompt\na,x\n", "belong together",
                        "reelbatch_job,reelbatch_row,prompt\nother,2,x\n", "which this home does not know",
                        "reelbatch_job,reelbatch_row,reelbatch_variant,prompt\na,2,2,x\n", "has no video 2",
                        "reelbatch_job,reelbatch_row,prompt\n,2,x\n", "reelbatch_job is empty",
                        "reelbatch_job,reelbatch_row,prompt\na,2,\n", "row 2, column prompt")
                .forEach((csv, words) -> {
                    Cli.Result refused = run(cli.file("wrong.csv", csv));
                    assertThat(refused.exit()).as(csv).isEqualTo(ExitCode.INVALID);
                    assertThat(refused.err()).as(csv).contains(words);
                });
        Path right = cli.file("right.csv", "reelbatch_job,reelbatch_row,prompt\na,2,x\n");
        assertThat(run(right, "--job=b").err()).contains("belong to the job \"a\"");
        assertThat(run(right, "--fresh").err()).contains("--fresh can't be used with");
        assertThat(run(right, "--duration=12", "--rows=3").err())
                .contains("has no row 3, which --rows names: it corrects row 2.");
        assertThat(api.acceptedCount()).isEqualTo(2);
    }

    @Test
    void whenOneVariantIsCorrectedThenTheOthersStayAndAnUnchangedOneIsTheSameVideo() {
        first("id,prompt,count\nm,a mug,3\n");
        assertThat(api.acceptedCount()).isEqualTo(3);
        String header = "id,prompt,count,reelbatch_job,reelbatch_row,reelbatch_variant\n";
        run(cli.file("redo.csv", header + "m,a mug,1,a,2,2\n"));
        assertThat(api.acceptedCount()).isEqualTo(3);
        Cli.Result redone = run(cli.file("redo.csv", header + "m,a red mug,1,a,2,2\n"));
        assertThat(redone.exit()).as(redone.err()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(4);
        assertThat(text("manifest.csv").lines().filter(line -> line.contains("a mug")))
                .hasSize(2)
                .anyMatch(line -> line.contains("0002-m-v1.mp4"))
                .anyMatch(line -> line.contains("0002-m-v3.mp4"));
        run(cli.file("redo.csv", header + "m,a red mug,1,a,2,2\nm,a blue mug,1,a,2,3\n"));
        assertThat(api.acceptedCount()).isEqualTo(5);
        assertThat(text("manifest.jsonl").lines()).hasSize(3);
    }

    @Test
    void whenOptionsShapedTheRowsThenTheyHoldForTheCorrectedOnesToo() {
        first("prompt\na mug [fails]\n", "--duration=12", "--size=720x1280");
        run(cli.file("f.csv", "reelbatch_job,reelbatch_row,prompt\na,2,a cup\n"));
        assertThat(api.accepted().get(1).body()).contains("\"duration\":12", "720x1280");
    }

    @Test
    void whenColumnsWereLeftOutOrSayAShapeThenAFixedRowIsReadTheSameWay() {
        first("prompt,Aspect ratio,Copies\na mug [fails],9:16,3\n", "--ignore-column=Copies");
        run(cli.file("f.csv", text("failed.csv")));
        assertThat(api.acceptedCount()).isEqualTo(1);
        run(cli.file("f.csv", text("failed.csv").replace("a mug [fails]", "a cup")));
        assertThat(prompts()).containsExactly("a mug [fails]", "a cup");
        assertThat(api.accepted().get(1).body()).contains("720x1280");
    }

    @Test
    void whenRowsWaitThatNobodyAskedForThenACorrectionDoesNotSubmitThem() {
        first("prompt\na mug [fails]\na cup\n", "--rows=2");
        Cli.Result fixed = run(cli.file("f.csv", text("failed.csv").replace(" [fails]", "")));
        assertThat(fixed.exit()).as(fixed.out()).isZero();
        assertThat(prompts()).containsExactly("a mug [fails]", "a mug");
    }

    @Test
    void whenTheJobRanAgainstAnotherApiThenItsRowsAreNotPaidForHere() {
        first("prompt\na mug [fails]\n");
        Path fixed = cli.file("f.csv", text("failed.csv").replace(" [fails]", ""));
        try (Simulator other = Simulator.start(SimulatorSettings.defaults(), Time.system())) {
            Cli.Result refused =
                    cli.run("run", fixed.toString(), "--api-url", other.apiUrl().toString());
            assertThat(refused.exit()).isEqualTo(ExitCode.INVALID);
            assertThat(refused.err()).contains("another API");
            assertThat(other.submitCalls()).isZero();
        }
    }

    @Test
    void whenACorrectionIsRehearsedBeforeItsJobThenItIsASheetOfItsOwn() {
        first("prompt\na mug [fails]\n");
        Path fixed = cli.file("f.csv", text("failed.csv").replace(" [fails]", ""));
        Cli.Result rehearsed = cli.run(
                "run", fixed.toString(), "--rehearse", "--rate=600/min", "--out=" + folder.resolve("rehearsed"));
        assertThat(rehearsed.exit()).as(rehearsed.err()).isZero();
        assertThat(api.acceptedCount()).isEqualTo(1);
    }

    @Test
    void whenInvalidRowsWereSkippedThenAFixedOneIsRunAndAWrongOneIsRefused() {
        first("prompt,duration\na mug,8\na cup,7\na bowl,5\n", "--skip-invalid");
        String failed = text("failed.csv");
        Cli.Result wrong = run(cli.file("f.csv", failed.replace("a cup,7", "a cup,6")));
        assertThat(wrong.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(wrong.err()).contains("row 3");
        Cli.Result fixed = run(cli.file("f.csv", failed.replace("a cup,7", "a cup,12")), "--skip-invalid");
        assertThat(fixed.out()).as(fixed.err()).contains("2 delivered", "1 failed");
        assertThat(api.acceptedCount()).isEqualTo(2);
    }
}
