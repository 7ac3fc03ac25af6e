package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.ApiErrors;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import dev.reelbatch.simulator.Simulator;
import dev.reelbatch.simulator.SimulatorSettings;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an answer says about the task of a submission that is asked for by an id of ours. */
class ExternalIdReaderTest {

    private static final String ID = "0f1e2d3c-4b5a-4697-8879-6a5b4c3d2e1f";

    private final Simulator simulator = Simulator.start(SimulatorSettings.defaults(), Time.system());
    private final TasksClient api = client("sk-test-1");

    private TasksClient client(String key) {
        return new TasksClient(
                new ApiSettings(
                        simulator.apiUrl(),
                        AuthForm.PLAIN,
                        Duration.ofSeconds(2),
                        Duration.ofSeconds(10),
                        Set.of(429, 503),
                        4),
                ApiKey.of(key),
                TestClients.NO_PICTURES,
                Time.system());
    }

    @AfterEach
    void close() {
        api.close();
        simulator.close();
    }

    private ExternalIdAnswer answered(int status, String body) {
        simulator.clearFaults();
        simulator.onStatus(CallMatcher.always(), CallFault.answer(Answer.json(status, body)));
        return api.findByExternalId(ID);
    }

    @Test
    void whenTheTaskWasAcceptedThenItIsFoundByTheIdThatItsSubmitCarried() {
        String request = RequestParameters.with(
                "{\"input\":{\"prompt\":\"a mug\"},\"model\":\"kling-v3\",\"parameters\":{\"duration\":5}}",
                "external_task_id",
                ID);
        SubmitAnswer.Accepted accepted = (SubmitAnswer.Accepted) api.submit(request, () -> {});
        ExternalIdAnswer answer = api.findByExternalId(ID);
        assertThat(answer.taskId()).isEqualTo(accepted.taskId());
        assertThat(answer.denial()).isNull();
        assertThat(api.submit(request, () -> {})).isInstanceOf(SubmitAnswer.Refused.class);
    }

    @Test
    void whenTheTaskIsUnknownThenTheDenialLooksTheSameForEveryId() {
        ExternalIdAnswer answer = api.findByExternalId(ID);
        assertThat(answer.taskId()).isNull();
        assertThat(answer.denial())
                .isNotNull()
                .isEqualTo(api.findByExternalId(ID.replace('0', 'a')).denial());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"Running\"}}",
                "{\"data\":{\"task_id\":\"t-1\",\"task_status\":\"failed\",\"task_info\":{\"external_task_id\":\"$\"}}}",
                "{\"id\":\"t-1\",\"status\":\"success\",\"urls\":[\"https://cdn.example/1.mp4\"]}"
            })
    void whenTheAnswerDescribesOneTaskThenThatIsTheTask(String body) {
        assertThat(answered(200, body.replace("$", ID)).taskId()).isEqualTo("t-1");
    }

    @Test
    void whenTheTaskIsCalledByOurIdThenThatIsItsName() {
        assertThat(answered(200, "{\"output\":{\"task_id\":\"%s\",\"task_status\":\"Pending\"}}".formatted(ID))
                        .taskId())
                .isEqualTo(ID);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"output\":{}}",
                "{\"output\":{\"task_status\":\"Running\"}}",
                "{\"output\":{\"task_id\":\"t-1\"}}",
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"?\"}}",
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"Running\"},\"data\":{\"task_id\":\"t-2\"}}",
                "{\"output\":{\"task_id\":\"t-1\",\"task_status\":\"Running\",\"external_task_id\":\"other\"}}",
                "{\"output\":{\"task_id\":\"t-1\"},\"error\":{\"code\":\"task_not_found\"}}",
                "[]",
                "null",
                "<html>"
            })
    void whenTheAnswerIsNeitherATaskNorAnErrorThenItSaysNothing(String body) {
        ExternalIdAnswer answer = answered(200, body);
        assertThat(answer.taskId()).isNull();
        assertThat(answer.denial()).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 402, 403, 408, 429, 500, 502, 503, 504})
    void whenTheApiOrTheKeyIsInTroubleThenThatIsNoDenial(int status) {
        assertThat(answered(status, "{\"error\":{\"code\":\"x\",\"message\":\"No\"}}")
                        .denial())
                .isNull();
    }

    @Test
    void whenAPageForPeopleIsAnsweredThenThatIsNoDenial() {
        simulator.onStatus(CallMatcher.always(), CallFault.answer(Answer.html(404, "<h1>404 Not Found</h1>")));
        assertThat(api.findByExternalId(ID).denial()).isNull();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "404 | {\"error\":{\"code\":\"not_found\",\"message\":\"no task $\"}}",
                "400 | {\"error\":{\"code\":\"param_error\",\"message\":\"task $ (request 20261130-1f) does not exist\"}}",
                "200 | {\"code\":1201,\"message\":\"no such task: $\"}",
                "200 | {\"error\":{\"code\":\"not_found\",\"task_id\":\"$\"}}"
            })
    void whenTheErrorNamesNoTaskThenItIsADenialWithoutItsIds(int status, String body) {
        String denial = answered(status, body.replace("$", ID)).denial();
        String other = ID.replace('1', 'b');
        simulator.clearFaults();
        simulator.onStatus(
                CallMatcher.always(),
                CallFault.answer(Answer.json(status, body.replace("$", other).replace("20261130-1f", "20261130-2e"))));
        assertThat(denial).isNotNull().doesNotContain(ID);
        assertThat(api.findByExternalId(other).denial()).isEqualTo(denial);
        simulator.clearFaults();
        simulator.onStatus(CallMatcher.always(), CallFault.answer(ApiErrors.paramError("something else")));
        assertThat(api.findByExternalId(ID).denial()).isNotEqualTo(denial);
    }

    @Test
    void whenAnotherKeyAsksThenItIsAnotherAccount() {
        try (TasksClient other = client("sk-test-2")) {
            assertThat(other.account()).isNotEqualTo(api.account()).doesNotContain("sk-test");
            assertThat(other.findByExternalId(ID).taskId()).isNull();
        }
    }

    @Test
    void whenAnIdIsAddedThenTheRestOfTheRequestIsSentAsItIs() {
        String request =
                "{\"input\":{\"prompt\":\"猫 \\\"a\\\"\"},\"model\":\"m\",\"parameters\":{\"seed\":12345678901234567890,\"x\":0.1}}";
        assertThat(RequestParameters.with(request, "external_task_id", ID))
                .isEqualTo(request.replace("0.1}", "0.1,\"external_task_id\":\"%s\"}".formatted(ID)));
        assertThat(RequestParameters.has(request, "external_task_id")).isFalse();
        assertThat(RequestParameters.has("{\"parameters\":{\"External_Task_Id\":\"1\"}}", "external_task_id"))
                .isTrue();
    }
}
