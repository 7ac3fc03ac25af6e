package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.settings.SettingsLoader;
import dev.reelbatch.text.UserException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The meanings of words that clients have seen, with the default settings. */
class TaskStatusWordsTest {

    private final StatusReader statuses = reader(Map.of());

    @ParameterizedTest
    @CsvSource({
        "Succeeded, Succeeded",
        "COMPLETED, Succeeded",
        "done, Succeeded",
        "' Success ', Succeeded",
        "SUCCEED, Succeeded",
        "TASK_STATUS_SUCCEED, Succeeded",
        "finished, Succeeded",
        "已完成, Succeeded",
        "Success, Succeeded",
        "succeeded, Succeeded",
        "Failure, Ended",
        "failed, Ended",
        "Expired, Ended",
        "Cancelled, Ended",
        "cancelled, Ended",
        "canceled, Ended",
        "CANCELED, Ended",
        "error, Ended",
        "Fail, Ended",
        "timed-out, Ended",
        "expired, Ended",
        "失败, Ended",
        "Pending, Running",
        "running, Running",
        "in_progress, Running",
        "In Progress, Running",
        "IN-PROGRESS, Running",
        "queued, Running",
        "Queueing, Running",
        "processing, Running",
        "Zombie, Unknown",
        "3, Unknown",
        "success?, Unknown"
    })
    void whenAWordIsReadThenCaseAndBlanksDontCount(String word, String meaning) {
        String body = "{\"output\":{\"task_id\":\"t\",\"task_status\":\"%s\",\"urls\":[]}}".formatted(word);
        assertThat(described(statuses.read("t", answer(body)))).isEqualTo(meaning);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"output\":{\"task_id\":\"t\",\"task_status\":\"Success\",\"urls\":[\"https://h/1.mp4\"]}}",
                "{\"data\":{\"task_id\":\"t\",\"status\":\"succeeded\",\"video_url\":\"https://h/1.mp4\"}}",
                "{\"data\":{\"output\":{\"task_status\":\"Success\",\"videos\":[{\"url\":\"https://h/1.mp4\"}]}}}",
                "{\"task_id\":\"t\",\"status\":\"COMPLETED\",\"url\":\"https://h/1.mp4\"}",
                "{\"status\":\"running\",\"output\":{\"task_status\":\"Success\",\"urls\":\"https://h/1.mp4\"}}"
            })
    void whenTheTaskIsInAnotherPlaceThenItIsFound(String body) {
        assertThat(statuses.read("t", answer(body)))
                .isInstanceOfSatisfying(StatusAnswer.Succeeded.class, yes -> assertThat(yes.urls())
                        .containsExactly("https://h/1.mp4"));
    }

    @Test
    void whenAWordIsAboutTheCallThenItSaysNothingOfTheTask() {
        assertThat(statuses.read("t", answer("{\"status\":\"success\",\"data\":{}}")))
                .isInstanceOf(StatusAnswer.Unanswered.class);
    }

    @Test
    void whenATaskMayNotExistThenOnlyAnAnswerThatNamesItSaysThatItDoes() {
        String nameless = "{\"output\":{\"task_status\":\"Running\"}}";
        assertThat(statuses.readNamed("t", answer(nameless))).isInstanceOf(StatusAnswer.Unanswered.class);
        assertThat(statuses.readNamed("t", answer("{\"output\":{\"task_id\":\"t\",\"task_status\":\"Running\"}}")))
                .isInstanceOf(StatusAnswer.Running.class);
    }

    @Test
    void whenAWordIsSetThenItCounts() {
        StatusReader own = reader(Map.of("reelbatch.poll.failure-words", "Zombie"));
        assertThat(described(own.read("t", answer("{\"output\":{\"task_status\":\"zombie\"}}"))))
                .isEqualTo("Ended");
        assertThatThrownBy(() -> reader(Map.of("reelbatch.poll.failure-words", "Done")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("reelbatch.poll");
    }

    private static StatusReader reader(Map<String, String> settings) {
        TaskStatusWords words = new SettingsLoader(settings, Map.of())
                .load(Path.of("no-such-file.yaml"), Map.of())
                .poll()
                .statusWords();
        return new StatusReader(words, new ErrorReader(TestClients.KEY, AuthForm.PLAIN));
    }

    private static String described(StatusAnswer answer) {
        return answer instanceof StatusAnswer.Running running && !running.known()
                ? "Unknown"
                : answer.getClass().getSimpleName();
    }

    private static Answer answer(String body) {
        return new Answer(200, null, null, body, null);
    }
}
