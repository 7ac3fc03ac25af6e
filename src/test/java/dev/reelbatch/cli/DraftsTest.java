package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.simulator.AcceptedSubmit;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Drafts, and the real videos that are made from them. */
@Timeout(240)
class DraftsTest {

    private static final String SEEDANCE = "doubao-seedance-1-5-pro-251215";
    private static final String SHEET = "prompt,model,resolution,count\na mug on a table," + SEEDANCE
            + ",1080p,2\na cup on a table," + SEEDANCE + ",,1\na bowl [fails]," + SEEDANCE + ",,1\n";

    private final Simulator api = Simulator.start(
            SimulatorSettings.defaults()
                    .generationTime(Duration.ofMillis(50))
                    .requestCheck(Catalogue.shipped()::refusal),
            Time.system());
    private final Cli cli;
    private final Path sheet;
    private final Path out;

    DraftsTest(@TempDir Path folder) {
        out = folder.resolve("out");
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        sheet = cli.file("a.csv", SHEET);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(String... arguments) {
        return cli.run(Cli.join(
                new String[] {"run", "--api-url", api.apiUrl().toString(), "--rate=20/s", "--out=" + out}, arguments));
    }

    private void drafts() {
        Cli.Result result = run(sheet.toString(), "--draft");
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(bodies()).hasSize(4).allMatch(body -> body.contains("\"draft\":true"));
    }

    private List<String> bodies() {
        return api.accepted().stream().map(AcceptedSubmit::body).toList();
    }

    /** Returns the task of a draft, by its place in the sheet: they are sent at once, in any order. */
    private String taskOf(int draft) {
        String scene = List.of("a mug", "a mug", "a cup", "a bowl").get(draft);
        return api.accepted().stream()
                .filter(submit -> submit.body().contains(scene))
                .skip(draft == 1 ? 1 : 0)
                .findFirst()
                .orElseThrow()
                .taskId();
    }

    private String text(String name) throws IOException {
        return Files.readString(out.resolve(name));
    }

    @Test
    void whenDraftsAreMadeThenTheConsoleAndTheFilesSaySoAndNameTheNextCommand() throws IOException {
        Cli.Result result = run(sheet.toString(), "--draft");
        assertThat(result.out())
                .contains("4 videos as drafts", "4 to submit, about 1.624 CNY")
                .contains("(--from-drafts): 5.712 CNY more")
                .contains("3 videos are drafts. To make the real videos of all of them, or of some with --rows: ")
                .contains("run --job a --from-drafts", "Fix the sheet and run it again with --draft, or rerun");
        assertThat(text("manifest.csv")).contains("a draft, not the real video");
        assertThat(text("report.html"))
                .contains("3 videos are drafts: previews in low resolution.")
                .contains("\"draftColumn\":\"input.draft_task\"", "\"draft\":\"" + taskOf(0) + "\"");
        Cli.Result check = cli.run(
                "check", sheet.toString(), "--draft", "--api-url", api.apiUrl().toString());
        assertThat(check.out()).contains("4 videos as drafts");
    }

    @Test
    void whenAJobFileSaysDraftThenDraftsAreMadeOfItsSheet() {
        Path job = cli.file("drafts.yaml", "input: " + sheet + "\njob: a\ndraft: true\n");
        assertThat(cli.run("check", job.toString()).out()).contains("4 videos as drafts");
        run(job.toString());
        assertThat(bodies()).hasSize(4).allMatch(body -> body.contains("\"draft\":true"));
        Path other = cli.file("real.yaml", "input: " + sheet + "\nfrom-drafts: true\n");
        assertThat(run(other.toString()).err()).contains("unknown key from-drafts");
    }

    @Test
    void whenRealVideosAreMadeFromDraftsThenEachContinuesItsOwnAndIsPaidForOnce() throws IOException {
        drafts();
        String[] rows = {"--job=a", "--from-drafts", "--rows=2"};
        Cli.Result first = run(rows);
        assertThat(first.out()).as(first.err()).contains("2 to submit, about 3.9544 CNY");
        assertThat(bodies().subList(4, 6))
                .allMatch(body -> body.contains("\"parameters\":{\"resolution\":\"1080p\"}"))
                .noneMatch(body -> body.contains("mug"))
                .anyMatch(body -> body.contains("{\"id\":\"" + taskOf(0) + "\"}"))
                .anyMatch(body -> body.contains("{\"id\":\"" + taskOf(1) + "\"}"));
        assertThat(text("manifest.csv").lines().filter(line -> line.startsWith("2,,delivered")))
                .hasSize(2)
                .noneMatch(line -> line.contains("a draft"));

        run(rows);
        assertThat(api.acceptedCount()).isEqualTo(6);
        Cli.Result all = run("--job=a", "--from-drafts");
        assertThat(all.out()).contains("1 to submit, about 0.8788 CNY");
        assertThat(api.acceptedCount()).isEqualTo(7);
        assertThat(bodies().get(6)).contains("{\"id\":\"" + taskOf(2) + "\"}", "\"parameters\":{}");
    }

    @Test
    void whenANamedRowHasNoDeliveredDraftThenNothingIsSent() {
        drafts();
        Cli.Result failed = run("--job=a", "--from-drafts", "--rows=3-4");
        assertThat(failed.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(failed.err()).contains("No delivered draft, so no real video can be made from it: row 4.");
        assertThat(run("--job=a", "--from-drafts", "--rows=9").err()).contains("The sheet has no row 9");
        assertThat(failed.err()).contains("rerun a --rows 4");
        assertThat(run(sheet.toString(), "--from-drafts").err()).contains("run --job a --from-drafts");
        assertThat(run("--job=a", "--from-drafts", "--draft").err()).contains("choose one");
        assertThat(run("--job=b", "--from-drafts").err()).contains("There is no job \"b\"");
        assertThat(api.acceptedCount()).isEqualTo(4);
    }

    @Test
    void whenTheAnswerToARealVideoIsLostThenItIsNotPaidForAgain() {
        drafts();
        api.onSubmit(CallMatcher.nth(1), CallFault.processThenDrop());
        assertThat(run("--job=a", "--from-drafts", "--rows=3").exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(run("--job=a", "--from-drafts", "--rows=3").out()).contains("rerun a --rows 3");
        assertThat(api.acceptedCount()).isEqualTo(5);
    }

    @Test
    void whenTheSheetIsRunWithoutDraftThenTheDraftsAreNamedBeforeItIsPaidFor() {
        drafts();
        Cli.Result real = run(sheet.toString());
        assertThat(real.out()).contains("the job's latest run made drafts", "run --job a --from-drafts", "4 to submit");
        assertThat(bodies().subList(4, 8)).noneMatch(body -> body.contains("draft"));
        assertThat(run("--job=a", "--from-drafts").err()).contains("has no delivered drafts", "run ", "--draft");
        assertThat(run(sheet.toString(), "--draft").out()).contains("already requested earlier");
        assertThat(api.acceptedCount()).isEqualTo(8);
    }

    /** As the page saves it. */
    private Cli.Result real(String name, String task, String prompt, int row) {
        Path file = cli.file(
                name,
                "\uFEFFprompt,input.draft_task,reelbatch_job,reelbatch_row,reelbatch_variant,reelbatch_check\r\n"
                        + prompt + "," + task + ",a," + row + ",1,\r\n");
        return cli.run("run", file.toString(), "--api-url", api.apiUrl().toString(), "--rate=20/s");
    }

    @Test
    void whenTheFileOfThePageIsRunThenTheDraftsItNamesAreMadeForReal() throws IOException {
        drafts();
        assertThat(real("real.csv", taskOf(2), "a cup on a table", 3).out()).contains("1 to submit, about 0.8788 CNY");
        assertThat(bodies().get(4)).contains("{\"id\":\"" + taskOf(2) + "\"}");
        real("real.csv", taskOf(2), "a cup on a table", 3);
        run("--job=a", "--from-drafts", "--rows=3");
        assertThat(api.acceptedCount()).isEqualTo(5);
        assertThat(text("manifest.csv").lines().filter(line -> line.startsWith("3,,delivered")))
                .singleElement()
                .asString()
                .doesNotContain("a draft");
    }

    @Test
    void whenThePromptOfARealVideoChangesThenItIsRefusedUntilItsDraftIsLeftOut() {
        drafts();
        run("--job=a", "--from-drafts", "--rows=3");
        for (String redo : List.of("prompt", "prompt,model,size")) {
            String header = redo + ",reelbatch_job,reelbatch_row,reelbatch_variant\n";
            String settings = redo.equals("prompt") ? "" : "," + SEEDANCE + ",";
            Path file = cli.file("redo.csv", header + "a jug on a table" + settings + ",a,3,1\n");
            assertThat(run(file.toString()).err())
                    .contains("row 3: This row's real video is made from its draft", "its prompt has no effect")
                    .contains("empty its cell input.draft_task");
        }
        assertThat(api.acceptedCount()).isEqualTo(5);
        Path other = cli.file(
                "other.csv",
                "prompt,input.draft_task,reelbatch_job,reelbatch_row,reelbatch_variant\na jug on a table,,a,3,1\n");
        assertThat(run(other.toString()).out()).contains("1 to submit, about 0.406 CNY");
        assertThat(bodies().get(5)).contains("a jug on a table", "\"draft\":true");
    }

    @Test
    void whenADraftIsNotThatOfTheRowThenItsRowIsNamedAndNothingIsSent() {
        drafts();
        assertThat(real("changed.csv", taskOf(2), "a jug on a table", 3).err())
                .contains("row 3: the draft ", " was made with another prompt");
        assertThat(real("moved.csv", taskOf(0), "a cup on a table", 3).err())
                .contains("row 3", "was made with another prompt");
        assertThat(real("foreign.csv", "cgt-foreign", "a cup on a table", 3).err())
                .contains("row 3: the draft \"cgt-foreign\" is not known in this home");
        assertThat(real("failed.csv", taskOf(3), "a bowl [fails]", 4).err()).contains("row 4", "is not delivered");
        assertThat(api.acceptedCount()).isEqualTo(4);
    }
}
