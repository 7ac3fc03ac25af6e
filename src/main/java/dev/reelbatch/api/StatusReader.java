package dev.reelbatch.api;

import dev.reelbatch.api.Reply.Answer;
import dev.reelbatch.api.Reply.NoAnswer;
import dev.reelbatch.api.StatusAnswer.Denied;
import dev.reelbatch.api.StatusAnswer.Ended;
import dev.reelbatch.api.StatusAnswer.Running;
import dev.reelbatch.api.StatusAnswer.Succeeded;
import dev.reelbatch.api.StatusAnswer.Unanswered;
import dev.reelbatch.text.Text;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges an answer about a task. Only the documented last words end a task; all else is asked again. */
final class StatusReader {

    private static final Set<String> RUNNING = Set.of("pending", "running");
    private static final Set<String> ENDED = Set.of("failure", "failed", "expired", "cancelled");
    private static final Set<Integer> DENIED = Set.of(401, 402, 403, 407);
    private static final Set<String> DENIED_CODES = Set.of("auth_error", "forbidden");

    /** Of 2199: a duration of more than 292 years can't be counted in nanoseconds. */
    private static final BigDecimal LAST_SECOND = new BigDecimal("7258118399");

    private static final BigDecimal A_DAY_OF_VIDEO = new BigDecimal("86400");

    private final ErrorReader errors;

    StatusReader(ErrorReader errors) {
        this.errors = errors;
    }

    /** @param taskId the task that was asked for */
    StatusAnswer read(String taskId, Reply reply) {
        if (reply instanceof Answer answer) {
            return read(taskId, answer);
        }
        return new Unanswered(null, errors.of(((NoAnswer) reply).failure()));
    }

    private StatusAnswer read(String taskId, Answer answer) {
        JsonNode body = Json.object(answer.body());
        if (isOfAnother(taskId, body)) {
            return new Unanswered(
                    null,
                    new ApiError(answer.status(), null, "other_task", Text.of("The answer is another task's."), null));
        }
        String word = answer.isSuccess() ? errors.shown(body.path("output").path("task_status")) : null;
        if (word != null) {
            return task(word, body.path("output"), body.path("usage"));
        }
        ApiError error = errors.of(answer);
        boolean denied = answer.isRedirect()
                || DENIED.contains(answer.status())
                || (answer.status() < 500 && DENIED_CODES.contains(error.code()));
        return denied ? new Denied(error) : new Unanswered(answer.retryAfter(), error);
    }

    /** A cache on the way, say: its video would be shown as this row's. Ids may be written differently. */
    private static boolean isOfAnother(String taskId, JsonNode body) {
        String named = Json.text(body.path("output").path("task_id"));
        return named != null && !plain(named).equals(plain(taskId));
    }

    private static String plain(String taskId) {
        return taskId.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private StatusAnswer task(String word, JsonNode output, JsonNode usage) {
        String key = word.toLowerCase(Locale.ROOT);
        Instant submitted = instant(output.path("submit_time"));
        Instant finished = instant(output.path("finish_time"));
        BigDecimal seconds = number(usage.path("duration"), A_DAY_OF_VIDEO);
        if (key.equals("success")) {
            return new Succeeded(urls(output.path("urls")), submitted, finished, seconds);
        }
        if (ENDED.contains(key)) {
            return new Ended(word, reason(output.path("error_message")), submitted, finished, seconds);
        }
        return new Running(word, RUNNING.contains(key));
    }

    private String reason(JsonNode message) {
        String text = errors.shown(message.isObject() ? message.path("message") : message);
        return text == null ? Text.of("The API gives no reason.") : text;
    }

    /** Each URL once, in order. */
    private static List<String> urls(JsonNode node) {
        Set<String> urls = new LinkedHashSet<>();
        for (JsonNode item : node.isArray() ? node : List.of(node)) {
            String url = item.isString() ? Json.text(item) : null;
            if (url != null) {
                urls.add(url);
            }
        }
        return List.copyOf(urls);
    }

    /** Times are Unix seconds; 0 stands for "not yet". */
    private static @Nullable Instant instant(JsonNode node) {
        BigDecimal seconds = number(node, LAST_SECOND);
        return seconds == null || seconds.signum() == 0 ? null : Instant.ofEpochSecond(seconds.longValue());
    }

    /** A number, or a text that is one, from 0 to a bound and with a scale that can be stored. */
    private static @Nullable BigDecimal number(JsonNode node, BigDecimal highest) {
        try {
            BigDecimal value = node.isNumber() ? node.decimalValue() : parsed(Json.text(node));
            boolean sane = value != null
                    && value.signum() >= 0
                    && value.compareTo(highest) <= 0
                    && Math.abs((long) value.scale()) <= 9;
            return sane ? value : null;
        } catch (RuntimeException e) { // NaN, an exponent beyond all bounds, a word
            return null;
        }
    }

    private static @Nullable BigDecimal parsed(@Nullable String text) {
        return text == null ? null : new BigDecimal(text);
    }
}
