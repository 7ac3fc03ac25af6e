package dev.reelbatch.terminal;

import static dev.reelbatch.JsonSchemas.assertDescribes;
import static dev.reelbatch.JsonSchemas.assertLines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.cli.Cli;
import dev.reelbatch.cli.ExitCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Conformance of the output for programs to docs/schema. */
class JsonOutputTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final String MISTAKES = "sample-prompts/with-mistakes.csv";

    private final Path folder;
    private final Cli cli;

    JsonOutputTest(@TempDir Path folder) {
        this.folder = folder;
        this.cli = new Cli(folder);
    }

    private Cli.Result rehearse(String csv) {
        return cli.rehearse(cli.file("mugs.csv", csv), "--progress=json");
    }

    private static JsonNode lastLine(Cli.Result result) {
        List<String> lines = result.out().lines().toList();
        return JSON.readTree(lines.get(lines.size() - 1));
    }

    @Test
    void whenARunEndsThenItsLastLineSaysHow() {
        Cli.Result result = rehearse("prompt,colour\na mug that steams,red\na mug that falls [fails],\n");
        assertThat(result.exit()).isEqualTo(ExitCode.NOT_ALL_DELIVERED);
        assertLines("progress", result.out());
        assertThat(lastLine(result).path("outcome").asString()).isEqualTo("incomplete");
        assertThat(lastLine(result).path("exit_code").asInt()).isEqualTo(3);
        assertThat(lastLine(result).path("states").path("failed").asInt()).isEqualTo(1);
    }

    @Test
    void whenEveryRowIsDeliveredThenTheRunIsCompletedAlsoWhenItIsRunAgain() {
        Cli.Result first = rehearse("prompt\na mug that steams\n");
        Cli.Result again = rehearse("prompt\na mug that steams\n");
        for (Cli.Result result : List.of(first, again)) {
            assertThat(lastLine(result).path("outcome").asString()).isEqualTo("completed");
            assertThat(lastLine(result).path("exit_code").asInt(-1)).isZero();
        }
    }

    @Test
    void whenARunHasEndedThenStatusSubmissionsAndManifestAreAsDescribed() throws IOException {
        rehearse("id,prompt,duration,colour\na,a mug that steams,8,7\nb,a mug that falls [fails],4,\n");
        assertDescribes("status", cli.run("status", "--rehearse", "--json").out());
        assertLines(
                "submission",
                cli.run("status", "mugs", "--rehearse", "--submissions", "--json")
                        .out());
        assertLines("manifest", Files.readString(folder.resolve("out/manifest.jsonl")));
        assertDescribes("status", cli.run("status", "--json").out()); // of a home without jobs
    }

    @Test
    void whenAJobIsMonitoredThenTheAnswerIsAsDescribed() {
        assertHealth("never_ran", ExitCode.NOT_ALL_DELIVERED);
        rehearse("prompt\na mug that falls [fails]\n");
        assertHealth("videos_missing", ExitCode.NOT_ALL_DELIVERED);
        cli.run("accept", "mugs", "--rehearse", "--failed");
        assertHealth("completed", ExitCode.DELIVERED);
    }

    private void assertHealth(String verdict, int exitCode) {
        Cli.Result result = cli.run("status", "mugs", "--rehearse", "--check", "--json");
        assertThat(result.exit()).isEqualTo(exitCode);
        assertLines("health", result.out());
        assertThat(lastLine(result).path("verdict").asString()).isEqualTo(verdict);
        assertThat(lastLine(result).path("ok").asBoolean()).isEqualTo(exitCode == ExitCode.DELIVERED);
    }

    @Test
    void whenNothingIsToRerunThenALineSaysSo() {
        rehearse("prompt\na mug that steams\n");
        Cli.Result result = cli.run("rerun", "mugs", "--rehearse", "--progress=json");
        assertThat(result.exit()).isZero();
        assertLines("progress", result.out());
        assertThat(lastLine(result).path("outcome").asString()).isEqualTo("completed");
        assertThat(lastLine(result).path("states").path("delivered").asInt()).isEqualTo(1);
        assertThat(result.err()).contains("No rows to rerun.");
    }

    @Test
    void whenAJobFileHasNoSheetThenItsCheckIsAsDescribed() {
        rehearse("prompt\na mug that falls [fails]\n");
        String rerun = cli.file("again.yaml", "rerun: mugs\nschedule: '0 2 * * *'\nmax-cost: 5\n")
                .toString();
        Cli.Result again = cli.run("check", rerun, "--rehearse", "--format=json");
        assertLines("job-file", again.out());
        assertThat(lastLine(again).path("rerun").path("videos").asInt()).isEqualTo(1);
        assertThat(lastLine(again).path("next_run").asString()).endsWith("Z");

        String inbox = cli.file("inbox.yaml", "inbox: " + folder.resolve("in") + "\nmax-cost: none\n")
                .toString();
        Cli.Result watched = cli.run("check", inbox, "--format=json");
        assertLines("job-file", watched.out());
        assertThat(lastLine(watched).path("inbox").path("files").isNull()).isTrue();
        assertThat(cli.run("check", inbox, "--format=csv").err()).contains("has no sheet");
    }

    @Test
    void whenAPersonSaysNoThenThatIsAnObjectToo() {
        cli.environment.put("MODELVERSE_API_KEY", "key");
        String sheet = cli.file("mugs.csv", "prompt\na mug that steams\n").toString();
        Cli.Result result =
                cli.answeringIntoAPipe("n", "run", sheet, "--progress=json", "--api-url=http://127.0.0.1:9");
        assertThat(result.exit()).isEqualTo(ExitCode.INVALID);
        assertThat(lastLine(result).path("error").path("message").asString()).isEqualTo("Nothing was submitted.");
    }

    @Test
    void whenASheetIsCheckedThenTheFindingsAreAsDescribed() {
        rehearse("prompt\na mug that steams\n");
        cli.environment.put("REELBATCH_BUDGET", "50/day");
        String known = folder.resolve("mugs.csv").toString();
        for (String sheet : List.of(MISTAKES, "sample-prompts/launch-teasers.csv", known)) {
            assertDescribes(
                    "check",
                    cli.run("check", sheet, "--rehearse", "--format=json").out());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "status nobody --json|invalid|2|There is no job \"nobody\"",
                "status --jsno --json|invalid|2|Unknown option: --jsno",
                "check missing.csv --format json|invalid|2|missing.csv: there is no such file.",
                "check missing.csv --format=JSON|invalid|2|missing.csv: there is no such file.",
                "run missing.csv --progress=json|invalid|2|missing.csv: there is no such file.",
                "run sample-prompts/with-mistakes.csv --rehearse --progress json|invalid_rows|2|6 rows of 7 are invalid",
            })
    void whenJsonIsAskedForThenAnErrorIsAnObject(String line, String code, int exitCode, String message) {
        Cli.Result result = cli.run(line.split(" "));
        assertThat(result.exit()).isEqualTo(exitCode);
        assertLines("error", result.out());
        JsonNode error = lastLine(result).path("error");
        assertThat(error.path("code").asString()).isEqualTo(code);
        assertThat(error.path("exit_code").asInt()).isEqualTo(exitCode);
        assertThat(error.path("message").asString()).startsWith(message);
        assertThat(result.err()).contains(message); // for the person who reads the log
    }

    @Test
    void whenRowsAreInvalidThenTheErrorHasEachOfThem() {
        String prompts = "a mug,5\n".repeat(7);
        JsonNode error = lastLine(rehearse("prompt,duration\n" + prompts)).path("error");
        assertThat(error.path("rows").size()).isEqualTo(7);
        assertThat(error.path("rows").path(6).path("row").asInt()).isEqualTo(8);
    }

    @Test
    void whenJsonIsNotAskedForThenAnErrorIsWordsAlone() {
        assertThat(cli.run("status", "nobody").out()).isEmpty();
        assertThat(cli.run("check", "missing.csv", "--format=csv").out()).isEmpty();
    }

    @Test
    void whenAnOutputHasANameThatTheSchemaDoesNotKnowThenTheTestsFail() {
        assertThatThrownBy(() -> assertDescribes(
                        "error", "{\"error\":{\"code\":\"invalid\",\"message\":\"\",\"exit_code\":2,\"exitCode\":2}}"))
                .hasMessageContaining("exitCode");
    }
}
