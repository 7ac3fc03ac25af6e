package dev.reelbatch.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.time.SettableTime;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class RestartTest {

    private static final SimulatorSettings SETTINGS =
            SimulatorSettings.defaults().generationSigma(0).failureShare(0);

    private final SettableTime time = new SettableTime();

    @Test
    void whenAnotherSimulatorIsAskedThenItAnswersForTheTaskWithItsOwnUrl() throws Exception {
        String task;
        try (Simulator first = Simulator.start(SETTINGS, time)) {
            task = new Caller(first).taskOf("A kite");
        }
        time.advance(Duration.ofMinutes(2));
        try (Simulator second = Simulator.start(SETTINGS, time)) {
            Caller caller = new Caller(second);
            JsonNode output = caller.status(task).path("output");
            URI url = caller.videoOf(task);
            assertThat(output.path("task_status").asString()).isEqualTo("Success");
            assertThat(url.getPort()).isEqualTo(second.videoUrl().getPort());
            assertThat(caller.fetch(url).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenClosedThenItsPortCanBeTakenAgain() throws Exception {
        Simulator first = Simulator.start(SETTINGS, time);
        int port = first.apiUrl().getPort();
        new Caller(first).submit("A kite");
        first.close();
        try (Simulator second = Simulator.start(SETTINGS.apiPort(port), time)) {
            assertThat(new Caller(second).submit("A kite").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenPortIsTakenThenStartSaysSo() throws Exception {
        try (Simulator first = Simulator.start(SETTINGS, time)) {
            int apiPort = first.apiUrl().getPort();
            assertThatThrownBy(() -> Simulator.start(SETTINGS.apiPort(apiPort), time))
                    .isInstanceOf(UncheckedIOException.class)
                    .hasMessageContaining("in use");
        }
    }

    @Test
    void whenRestartedThenTheRecordFileContinues(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("accepted.jsonl");
        String first = submitOnce(file, "A kite\nin two lines");
        String second = submitOnce(file, "风筝");
        List<String> lines = Files.readAllLines(file);
        assertThat(lines).hasSize(2);
        JsonNode line = SimulatorJson.object(lines.get(1)).orElseThrow();
        assertThat(lines.get(0)).contains(first);
        assertThat(line.path("task_id").asString()).isEqualTo(second);
        assertThat(line.path("body").path("input").path("prompt").asString()).isEqualTo("风筝");
        assertThat(line.path("time").asString()).isEqualTo(time.now().toString());
        assertThat(line.path("request_id").asString()).isNotEmpty();
    }

    @Test
    void whenSubmitIsProcessedThenItIsOnFileBeforeTheAnswer(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("accepted.jsonl");
        try (Simulator simulator = Simulator.start(SETTINGS.recordFile(file).remembering(false), time)) {
            simulator.onSubmit(CallMatcher.always(), call -> {
                call.process();
                return Answer.json(200, String.valueOf(Files.readAllLines(file).size()));
            });
            assertThat(new Caller(simulator).submit("A kite").body()).isEqualTo("1");
            assertThat(simulator.accepted()).isEmpty();
            assertThat(simulator.acceptedCount()).isEqualTo(1);
        }
    }

    private String submitOnce(Path file, String prompt) throws Exception {
        try (Simulator simulator = Simulator.start(SETTINGS.recordFile(file), time)) {
            return new Caller(simulator).taskOf(prompt);
        }
    }
}
