package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.StatusAnswer.Ended;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.Refused;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/** Whatever a server sends, an answer is judged and nothing is thrown. */
class AnyAnswerTest {

    private static final JsonMapper MAPPER = JsonMapper.shared();

    private static final EmptyAccount NOTHING = new EmptyAccount(List.of(), List.of());

    private final ErrorReader errors = new ErrorReader(TestClients.KEY, AuthForm.PLAIN);
    private final TaskStatusWords words = TaskStatusWords.of(List.of(), List.of(), List.of());
    private final SubmitReader submits = new SubmitReader(Set.of(429, 503), NOTHING, words, errors);
    private final StatusReader statuses = new StatusReader(words, errors);

    @Property(tries = 500)
    void whenTheTextsAreAnythingThenTheAnswerIsJudged(
            @ForAll @IntRange(min = 200, max = 999) int status, @ForAll String text, @ForAll String other) {
        String json = MAPPER.writeValueAsString(text);
        for (String body : new String[] {
            text,
            json,
            "{\"error\":" + json + ",\"request_id\":" + json + "}",
            "{\"code\":" + json + ",\"message\":" + json + "}",
            "{\"error\":{\"code\":" + json + ",\"message\":" + json + ",\"type\":" + json + ",\"param\":" + json + "}}",
            "{\"output\":{\"task_status\":" + json + ",\"urls\":[" + json + "],\"submit_time\":" + json + "}}",
            "{\"output\":{\"task_status\":\"Failed\",\"error_message\":" + json + "}}",
        }) {
            Answer answer = new Answer(status, null, other, body, null);
            assertInDoubtUnlessSure(status, submits.read(answer));
            if (statuses.read("task-1", answer) instanceof Ended ended) {
                assertThat(status).isBetween(200, 299);
                assertThat(ended.message()).isNotEmpty();
            }
        }
    }

    /** Money: a server's failure or silence never counts as "not accepted". */
    private static void assertInDoubtUnlessSure(int status, SubmitAnswer answer) {
        assertThat(answer).isNotInstanceOf(Accepted.class);
        boolean sure = answer instanceof NotAccepted || answer instanceof Refused || answer instanceof Stopped;
        if (sure) {
            assertThat(status == 503 || (status >= 300 && status < 500 && status != 408))
                    .isTrue();
        }
    }

    @Property(tries = 300)
    void whenAnErrorIsAnythingThenItIsOneShortLine(@ForAll String text) {
        ApiError error = new ApiError(500, text, "c" + text, text.repeat(20), text);
        assertThat(error.message()).hasSizeLessThanOrEqualTo(500).doesNotContainPattern("[\\p{Cntrl}\\u2028]");
        assertThat(error.code()).isNotEmpty().doesNotContain("\n");
        assertThat(Json.text(Json.object(text).path("x"))).isNull();
    }

    @Test
    void whenAMessageIsCutThenNoCharacterIsHalved() {
        String message = new ApiError(0, null, "c", "x".repeat(498) + "🎬🎬", null).message();
        assertThat(message).isEqualTo("x".repeat(498) + "…");
    }
}
