package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.NoAnswer;
import dev.reelbatch.api.StatusAnswer.Denied;
import dev.reelbatch.api.StatusAnswer.Ended;
import dev.reelbatch.api.StatusAnswer.Running;
import dev.reelbatch.api.StatusAnswer.Succeeded;
import dev.reelbatch.api.StatusAnswer.Unanswered;
import dev.reelbatch.task.TaskId;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.MissingNode;

/**
 * Judges the answer to a status request. Only the documented or configured end words end a task; in all other cases it
 * is asked again.
 */
final class StatusReader {

    private static final List<String> PLACES = List.of("/output", "/data/output", "/data", "/result", "");
    private static final List<String> REASONS =
            List.of("error_message", "error", "message", "fail_reason", "reason", "task_status_msg");
    private static final Set<Integer> DENIED = Set.of(401, 402, 403, 407);
    private static final Set<String> DENIED_CODES = Set.of("auth_error", "forbidden");

    /**
     * The last second that is accepted, in the year 2199: a duration of more than 292 years can't be counted in
     * nanoseconds.
     */
    private static final BigDecimal LAST_SECOND = new BigDecimal("7258118399");

    private static final BigDecimal A_DAY_OF_VIDEO = new BigDecimal("86400");

    private final TaskStatusWords words;
    private final ErrorReader errors;

    StatusReader(TaskStatusWords words, ErrorReader errors) {
        this.words = words;
        this.errors = errors;
    }

    /** @param taskId the task of the request */
    StatusAnswer read(String taskId, HttpOutcome httpOutcome) {
        return read(taskId, httpOutcome, false);
    }

    /** Judges an answer and accepts it only if it names the task. */
    StatusAnswer readNamed(String taskId, HttpOutcome httpOutcome) {
        return read(taskId, httpOutcome, true);
    }

    private StatusAnswer read(String taskId, HttpOutcome httpOutcome, boolean mustBeNamed) {
        if (httpOutcome instanceof NoAnswer none) {
            ApiError error = errors.of(none.failure());
            return error.isIncurable() ? new Denied(error) : new Unanswered(null, error);
        }
        Answer answer = (Answer) httpOutcome;
        JsonNode body = Json.object(answer.body());
        TaskId asked = new TaskId(taskId);
        List<String> ids = TaskIds.in(body);
        // from a cache in between, for example: its video would be shown as this row's
        if (!ids.stream().allMatch(id -> asked.isSameAs(new TaskId(id)))) {
            return unanswered(answer, "other_task", Text.of("The answer is about another task."));
        }
        boolean isNamed = !ids.isEmpty()
                || !TaskIds.plain(body, place -> isPlainly(asked, place)).isEmpty();
        JsonNode task = answer.isSuccess() ? place(body, asked, isNamed) : MissingNode.getInstance();
        String word = TaskStatusWords.in(task);
        if (word == null) {
            return nothing(answer);
        }
        return mustBeNamed && !isNamed
                ? unanswered(answer, "no_task_named", Text.of("The answer does not say which task it is about."))
                : task(word, task, body);
    }

    private static Unanswered unanswered(Answer answer, String code, String message) {
        return new Unanswered(null, new ApiError(answer.status(), null, code, message, null));
    }

    private StatusAnswer nothing(Answer answer) {
        ApiError error = errors.of(answer);
        boolean denied = answer.isRedirect()
                || DENIED.contains(answer.status())
                || (answer.status() < 500 && DENIED_CODES.contains(error.code()));
        return denied ? new Denied(error) : new Unanswered(answer.retryAfter(), error);
    }

    private static boolean isPlainly(TaskId asked, JsonNode place) {
        String id = TaskIds.plainOf(place);
        return id != null && asked.isSameAs(new TaskId(id));
    }

    /** Returns the object that describes the task; missing if there is none, or if two contradict each other. */
    private JsonNode place(JsonNode body, TaskId asked, boolean isNamed) {
        List<JsonNode> places =
                PLACES.stream().map(body::at).filter(JsonNode::isObject).toList();
        List<JsonNode> ofTasks =
                places.stream().filter(TaskStatusWords::isOfTask).toList();
        if (ofTasks.isEmpty()) {
            return places.stream()
                    .filter(place -> describes(place, body, asked, isNamed))
                    .findFirst()
                    .orElseGet(MissingNode::getInstance);
        }
        long meanings = ofTasks.stream()
                .map(this::meaning)
                .filter(Objects::nonNull)
                .distinct()
                .count();
        return meanings > 1 ? MissingNode.getInstance() : ofTasks.get(0);
    }

    /**
     * Returns whether the state of an object is the task's. Beside its id it is; elsewhere it may describe the call,
     * and counts only if it is no loss to believe it.
     */
    private boolean describes(JsonNode place, JsonNode body, TaskId asked, boolean isNamed) {
        if (TaskIds.ofFields(place) != null || isPlainly(asked, place)) {
            return TaskStatusWords.in(place) != null;
        }
        TaskStatusWords.Meaning meaning = meaning(place);
        if (meaning == null || (!isNamed && TaskIds.plainOf(place) != null)) {
            return false;
        }
        return switch (meaning) {
            case RUNNING -> true;
            case SUCCEEDED -> !ResultUrls.of(place, body).isEmpty();
            case ENDED -> isNamed && place != body && !ErrorReader.saysError(body);
        };
    }

    private TaskStatusWords.@Nullable Meaning meaning(JsonNode place) {
        String word = TaskStatusWords.in(place);
        return word == null ? null : words.of(word);
    }

    private StatusAnswer task(String word, JsonNode task, JsonNode body) {
        Instant submitted = instant(task.path("submit_time"));
        Instant finished = instant(task.path("finish_time"));
        BigDecimal seconds = number(body.path("usage").path("duration"), A_DAY_OF_VIDEO);
        TaskStatusWords.Meaning meaning = words.of(word);
        if (meaning == TaskStatusWords.Meaning.SUCCEEDED) {
            return new Succeeded(ResultUrls.of(task, body), submitted, finished, seconds);
        }
        String shown = errors.shown(word);
        if (meaning == TaskStatusWords.Meaning.ENDED) {
            return new Ended(shown, reason(task), submitted, finished, seconds);
        }
        return new Running(shown, meaning != null);
    }

    private String reason(JsonNode task) {
        JsonNode message = REASONS.stream()
                .map(task::path)
                .filter(node -> errors.shown(node) != null || node.isObject())
                .findFirst()
                .orElseGet(MissingNode::getInstance);
        String text = errors.shown(message.isObject() ? message.path("message") : message);
        return text == null ? Text.of("The API gives no reason.") : text;
    }

    /** Returns a time in Unix seconds; null for 0, which means "not yet". */
    private static @Nullable Instant instant(JsonNode node) {
        BigDecimal seconds = number(node, LAST_SECOND);
        return seconds == null || seconds.signum() == 0 ? null : Instant.ofEpochSecond(seconds.longValue());
    }

    /** Returns a number, also from a text, from 0 to {@code highest} and with a scale that can be stored; else null. */
    private static @Nullable BigDecimal number(JsonNode node, BigDecimal highest) {
        try {
            BigDecimal value = node.isNumber() ? node.decimalValue() : parsed(Json.text(node));
            boolean sane = value != null
                    && value.signum() >= 0
                    && value.compareTo(highest) <= 0
                    && Math.abs((long) value.scale()) <= 9;
            return sane ? value : null;
        } catch (RuntimeException e) { // NaN, an exponent out of range, a word
            return null;
        }
    }

    private static @Nullable BigDecimal parsed(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
