package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A night told from the log alone. */
@Timeout(120)
class RowLogTest {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern ROW =
            Pattern.compile(" reelbatch\\.rows +: Row (\\d+) of clips, run 1: ([a-z ]+?)(?= as |[,:]|$)");
    private static final String SHEET = "prompt\nsecret kite\nb\nc\nd\n[fails] e\n[moderated] f\n[expires] g\n";

    @TempDir
    private Path folder;

    /** Runs the sheet, whose calls fail in many ways. Returns the log's lines. */
    private List<String> night(Map<String, String> settings) throws IOException, InterruptedException {
        try (ApiRig open = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)), settings).serve()) {
            open.simulator.onSubmit(CallMatcher.nth(1), CallFault.answer(ApiErrors.rateLimit()));
            open.simulator.onSubmit(CallMatcher.nth(4), CallFault.processThenDrop());
            open.awaitState(
                    open.run("clips.csv", SHEET, "max_cost=none").path("id").asString(), "incomplete");
            Awaitility.await().until(() -> Files.readString(open.home.log()), log -> log.contains("of clips ended"));
            return Files.readAllLines(open.home.log());
        }
    }

    private Map<Integer, String> manifest() throws IOException {
        Map<Integer, String> statuses = new TreeMap<>();
        for (String line : Files.readAllLines(folder.resolve("out/clips/manifest.jsonl"))) {
            JsonNode row = JSON.readTree(line);
            statuses.put(row.path("row").asInt(), row.path("status").asString());
        }
        return statuses;
    }

    @Test
    void whenTheNightIsOverThenTheLogTellsTheFateOfEveryRow() throws Exception {
        List<String> log = night(Map.of());
        Map<Integer, String> last = new TreeMap<>();
        log.forEach(line -> {
            Matcher row = ROW.matcher(line);
            if (row.find()) {
                last.put(Integer.valueOf(row.group(1)), row.group(2).replace(' ', '_'));
            }
        });
        assertThat(last).isEqualTo(manifest()).containsValues("delivered", "failed", "in_doubt");
        assertThat(log)
                .anyMatch(line -> line.contains("Run 1 of clips starts: 7 rows, 7 to submit for 19.88 CNY"))
                .anyMatch(line -> line.matches(".*Row \\d of clips, run 1: not accepted, pending again: 429 .*"))
                .anyMatch(line -> line.matches(".*Row \\d of clips, run 1: submitted as task \\S+"))
                .anyMatch(line -> line.matches(".*: delivered as 000\\d-\\S+\\.mp4 after \\d+ s"))
                .anyMatch(line -> line.contains("Run 1 of clips ended after ") && line.contains(", incomplete: "))
                .noneMatch(line -> line.contains("secret kite"));
    }

    @Test
    void whenTheLogIsInJsonThenEachLineIsAnObjectWithTheRowsValues() throws Exception {
        Map<Integer, String> last = new TreeMap<>();
        for (String line : night(Map.of("reelbatch.log-format", "json"))) {
            JsonNode event = JSON.readTree(line);
            assertThat(event.path("message").asString()).isNotEmpty();
            String name = event.path("event").asString("");
            if (name.startsWith("row_")) {
                assertThat(event.path("job").asString()).isEqualTo("clips");
                assertThat(event.path("run").asInt()).isEqualTo(1);
                last.put(event.path("row").asInt(), name.substring("row_".length()));
            }
            if (name.equals("row_submitted")) {
                assertThat(event.path("task").asString()).isNotEmpty();
            } else if (name.equals("run_ended")) {
                assertThat(event.path("outcome").asString()).isEqualTo("incomplete");
            }
        }
        assertThat(last).isEqualTo(manifest());
    }
}
