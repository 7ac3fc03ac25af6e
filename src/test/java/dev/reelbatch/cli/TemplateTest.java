package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.simulator.AcceptedSubmit;
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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Prompts that a template makes from the columns of a sheet. */
@Timeout(240)
class TemplateTest {

    private static final String TEMPLATE = "--template=A {product} on {surface}, {season} light";
    private static final String SHEET =
            "product,Surface,season,duration\nmug,oak,autumn,4\nbowl [fails],slate,winter,8\n";

    private final Simulator api = Simulator.start(
            SimulatorSettings.defaults()
                    .generationTime(Duration.ofMillis(50))
                    .requestCheck(Catalogue.shipped()::refusal),
            Time.system());
    private final Cli cli;
    private final Path sheet;
    private final Path out;

    TemplateTest(@TempDir Path folder) {
        out = folder.resolve("out");
        cli = new Cli(folder);
        cli.environment.putAll(Map.of(
                "MODELVERSE_API_KEY", "sk-0123456789",
                "REELBATCH_POLL_FIRST_AFTER", "100ms",
                "REELBATCH_POLL_INTERVAL", "100ms"));
        sheet = cli.file("shots.csv", SHEET);
    }

    @AfterEach
    void stop() {
        api.close();
    }

    private Cli.Result run(String... arguments) {
        return cli.run(Cli.join(
                new String[] {"run", "--api-url", api.apiUrl().toString(), "--rate=20/s", "--out=" + out}, arguments));
    }

    private Cli.Result check(String... arguments) {
        return cli.run(Cli.join(new String[] {"check", "--api-url", api.apiUrl().toString()}, arguments));
    }

    private List<String> prompts() {
        return api.accepted().stream()
                .map(AcceptedSubmit::body)
                .map(body -> body.replaceAll("(?s).*\"prompt\":\"(.*?)\".*", "$1"))
                .toList();
    }

    private void runBoth() {
        Cli.Result result = run(sheet.toString(), TEMPLATE);
        assertThat(result.exit()).as(result.out() + result.err()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertThat(prompts())
                .containsExactlyInAnyOrder("A mug on oak, autumn light", "A bowl [fails] on slate, winter light");
    }

    @Test
    void whenASheetIsRunWithATemplateThenItsPromptsAreMadeAndTheManifestHasThemWithTheirColumns() throws IOException {
        runBoth();
        assertThat(Files.readString(out.resolve("manifest.csv")))
                .contains("\"A mug on oak, autumn light\"", ",mug,oak,autumn");
        assertThat(Files.readString(out.resolve("failed.csv")))
                .startsWith("\uFEFFproduct,Surface,season,duration,error")
                .contains("bowl [fails],slate,winter,8")
                .doesNotContain("A bowl");
        assertThat(run(sheet.toString(), TEMPLATE).out()).contains("2 already requested earlier");
        assertThat(prompts()).hasSize(2);
    }

    @Test
    void whenASheetIsCheckedWithATemplateThenTheFirstPromptsAreShownAndItsColumnsAreNamed() {
        assertThat(check(sheet.toString(), TEMPLATE).out())
                .contains("Template       A {product} on {surface}, {season} light")
                .contains("Row 2          \"A mug on oak, autumn light\"")
                .contains("Row 3          \"A bowl [fails] on slate, winter light\"")
                .contains("product = {product}, Surface = {Surface}")
                .contains("No mistakes found.")
                .doesNotContain("not sent", "First prompt");
        JsonNode json = JsonMapper.shared()
                .readTree(check(sheet.toString(), TEMPLATE, "--format=json").out());
        JsonNode template = json.path("template");
        assertThat(template.path("text").asString()).isEqualTo("A {product} on {surface}, {season} light");
        assertThat(template.path("first_prompts").path(1).path("row").asInt()).isEqualTo(3);
        assertThat(template.path("first_prompts").path(0).path("prompt").asString())
                .isEqualTo("A mug on oak, autumn light");
        assertThat(template.path("own_prompts").asInt(-1)).isZero();
        assertThat(check(sheet.toString(), "--format=json", "--map=prompt=product")
                        .out())
                .contains("\"template\" : null");
    }

    @Test
    void whenTheTemplateNamesAColumnThatIsNotThereThenTheNearestIsNamedAndNothingIsSent() {
        Cli.Result result = run(sheet.toString(), "--template=A {prodct} on {surface}");
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(result.err())
                .contains("shots.csv: the template names a column {prodct} that the sheet does not have; did you mean "
                        + "{product}?");
        assertThat(run(sheet.toString(), "--template=A {x} in {y}").err())
                .contains(
                        "{x} that the sheet does not have; it has \"product\", \"Surface\", \"season\", \"duration\"");
        assertThat(run(sheet.toString(), "--template=A mug").err()).contains("names no column");
        assertThat(prompts()).isEmpty();
    }

    @Test
    void whenACellIsEmptyThatTheTemplateNeedsThenItIsAMistakeOfItsRow() {
        Path gaps = cli.file(
                "gaps.csv",
                "product,surface,season\nmug,,autumn\nproduct,surface,season\n???,oak,spring\nmug,oak,#REF!\n");
        assertThat(check(gaps.toString(), TEMPLATE).out())
                .contains("row 2, column surface: is empty; the template needs it")
                .contains("row 3, column product: \"product\" repeats the header; delete this row")
                .contains("row 4, column product: \"???\" lost its letters")
                .contains("row 5, column season: \"#REF!\" is a spreadsheet error")
                .contains("4 rows need fixing.");
        assertThat(run(gaps.toString(), TEMPLATE).exit()).isEqualTo(ExitCode.INVALID);
        assertThat(prompts()).isEmpty();
    }

    @Test
    void whenRowsHavePromptsOfTheirOwnThenTheTemplateMakesTheOthers() {
        Path both = cli.file("both.csv", "prompt,product\n,mug\na red kite over the sea,kite\n");
        Cli.Result checked = check(both.toString(), "--template=A {product} on oak");
        assertThat(checked.out())
                .contains("Row 2          \"A mug on oak\"")
                .contains("1 row has a prompt of its own, which the template does not replace");
        run(both.toString(), "--template=A {product} on oak");
        assertThat(prompts()).containsExactlyInAnyOrder("A mug on oak", "a red kite over the sea");
    }

    @Test
    void whenTheTemplateNamesThePromptThenItWrapsEachOnceInCorrectionsToo() throws IOException {
        Path scenes = cli.file("scenes.csv", "Prompt,model\na {mug} [fails] on a table,\n");
        run(scenes.toString(), "--template={提示词}, shot on {{35mm}} film");
        assertThat(prompts()).containsExactly("a {mug} [fails] on a table, shot on {35mm} film");
        assertThat(Files.readString(out.resolve("report.html"))).contains("\"wrapsPrompts\":true");
        Path failed = out.resolve("failed.csv");
        Files.writeString(failed, Files.readString(failed).replace("[fails] on", "on"));
        Cli.Result corrected = run(failed.toString());
        assertThat(corrected.exit()).as(corrected.err() + corrected.out()).isEqualTo(ExitCode.DELIVERED);
        assertThat(prompts().get(1)).isEqualTo("a {mug} on a table, shot on {35mm} film");
        assertThat(prompts()).hasSize(2);
    }

    @Test
    void whenFailedRowsAreCorrectedAloneThenTheyKeepTheTemplateOfTheirJob() throws IOException {
        runBoth();
        Path failed = out.resolve("failed.csv");
        Files.writeString(failed, Files.readString(failed).replace(" [fails]", ""));
        assertThat(check(failed.toString()).out())
                .contains("changed rows: 3")
                .contains("A bowl on slate, winter light");
        assertThat(run(failed.toString(), "--template=Another {product}").err())
                .contains("take the template of their job's run");
        Cli.Result corrected = run(failed.toString());
        assertThat(corrected.exit()).as(corrected.out() + corrected.err()).isEqualTo(ExitCode.DELIVERED);
        assertThat(prompts()).hasSize(3).last().isEqualTo("A bowl on slate, winter light");
        assertThat(run("--job=shots").out()).contains("Nothing left to do");
        assertThat(prompts()).hasSize(3);
    }

    @Test
    void whenARowHasMovedSinceFailedRowsWereWrittenThenTheyAreRefused() throws IOException {
        runBoth();
        Path failed = out.resolve("failed.csv");
        String rows = Files.readString(failed).replace(" [fails]", "");
        Files.writeString(sheet, SHEET.replace("bowl [fails],slate", "vase,marble"));
        run(sheet.toString(), TEMPLATE);
        Path late = cli.file("late.csv", rows);
        assertThat(run(late.toString()).err()).contains("row 3 of the job's sheet has changed since");
        assertThat(prompts()).hasSize(3);
    }

    @Test
    void whenAPromptIsWrittenIntoACorrectionThenItIsThePromptOfTheRow() throws IOException {
        runBoth();
        String[] lines = Files.readString(out.resolve("failed.csv")).split("\r?\n");
        Path redo = cli.file("redo.csv", lines[0] + ",prompt\n" + lines[1] + ",a plain bowl on a table\n");
        Cli.Result corrected = run(redo.toString());
        assertThat(corrected.exit()).as(corrected.out() + corrected.err()).isEqualTo(ExitCode.DELIVERED);
        assertThat(prompts()).hasSize(3).last().isEqualTo("a plain bowl on a table");
    }

    @Test
    void whenAJobIsResumedThenItsTemplateIsKeptAndAnotherOneIsAnnouncedBeforeItIsPaid() {
        runBoth();
        assertThat(run("--job=shots").out())
                .contains("2 already requested earlier")
                .doesNotContain("template");
        Cli.Result again = run(sheet.toString(), "--template=A {product} at night");
        assertThat(again.out())
                .contains(
                        "the template is not that of the job's latest run: rows whose prompts change are new requests")
                .contains("2 to submit");
        assertThat(prompts()).hasSize(4).contains("A mug at night");
        assertThat(run("--job=shots", "--size=1280x720").out()).contains("2 to submit");
        assertThat(prompts().subList(4, 6)).contains("A mug at night", "A bowl [fails] at night");
    }

    @Test
    void whenRowsAreRerunThenTheirPromptsAreThoseOfTheTemplate() {
        runBoth();
        cli.run("rerun", "shots", "--api-url", api.apiUrl().toString(), "--yes", "--rate=20/s");
        assertThat(prompts()).hasSize(3).last().isEqualTo("A bowl [fails] on slate, winter light");
    }

    @Test
    void whenAJobFileHasATemplateThenItsSheetIsFilled() {
        Path job = cli.file(
                "tea.yaml", "input: " + cli.file("茶.csv", "产品,季节\n茶壶,秋天\n") + "\ntemplate: \"{产品},{季节}的光线\"\n");
        assertThat(cli.run("check", job.toString(), "--lang=zh").out()).contains("模板", "茶壶,秋天的光线", "没有发现错误");
        run(job.toString());
        assertThat(prompts()).containsExactly("茶壶,秋天的光线");
    }

    @Test
    void whenColumnsMeanSomethingElseOtherwiseThenTheTemplateDecides() {
        Path styled = cli.file("styled.csv", "photo,length,model\na mug on a table,long,\n");
        Cli.Result checked = check(styled.toString(), "--template=A {length} take of {Photo}");
        assertThat(checked.out()).contains("A long take of a mug on a table").contains("No mistakes found.");
        Path sized = cli.file("sized.csv", "size,thing\nsmall,mug\n");
        assertThat(check(sized.toString(), "--template=A {size} {thing}").out()).contains("column size: \"small\"");
        assertThat(check(sized.toString(), "--template=A {size} {thing}", "--ignore-column=size")
                        .out())
                .contains("\"A small mug\"", "No mistakes found.");
    }

    @Test
    void whenAPromptIsTooLongOnceItIsFilledThenItsRowIsRefused() {
        Path longOne = cli.file("long.csv", "model,thing\nviduq2," + "very ".repeat(800) + "old mug\n");
        assertThat(check(longOne.toString(), "--template=A {thing}").out())
                .contains("column prompt (made by the template)")
                .contains("1 row needs fixing.");
    }
}
