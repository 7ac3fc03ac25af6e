package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.NoAnswer;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.Cause;
import dev.reelbatch.api.SubmitAnswer.Kind;
import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.Refused;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Judges the result of a submit. Whatever does not say clearly that the request was not accepted is in doubt, as is a
 * refusal whose body names a task, or broke off before it could have named one, and an answer that names two tasks.
 */
final class SubmitReader {

    private static final int RATE_LIMITED = 429;

    private final Set<Integer> notAccepted;
    private final EmptyAccount emptyAccount;
    private final TaskStatusWords words;
    private final ErrorReader errors;

    SubmitReader(Set<Integer> notAccepted, EmptyAccount emptyAccount, TaskStatusWords words, ErrorReader errors) {
        this.notAccepted = notAccepted;
        this.emptyAccount = emptyAccount;
        this.words = words;
        this.errors = errors;
    }

    SubmitAnswer read(HttpOutcome httpOutcome) {
        if (httpOutcome instanceof Answer answer) {
            return read(answer, Json.object(answer.body()));
        }
        NoAnswer none = (NoAnswer) httpOutcome;
        ApiError error = errors.of(none.failure());
        if (none.sent()) {
            return new Unknown(error);
        }
        return error.isIncurable()
                ? new Stopped(StopReason.NO_WAY, error)
                : new NotAccepted(Cause.NO_CONNECTION, null, error);
    }

    private SubmitAnswer read(Answer answer, JsonNode body) {
        List<String> ids = TaskIds.in(body);
        TaskIds.Trace trace = ids.isEmpty() ? trace(answer) : new TaskIds.Trace(ids.get(0));
        if (trace == null) {
            ids = TaskIds.plain(body, this::isRunning);
            trace = firstOf(ids);
        }
        if (answer.isSuccess() && ids.size() == 1 && !isError(body)) {
            return new Accepted(ids.get(0), errors.shown(body.path("request_id")));
        }
        ApiError error = errors.of(answer);
        SubmitAnswer verdict = verdict(answer, error);
        if (trace == null && answer.isSuccess() && verdict instanceof Unknown) {
            trace = firstOf(TaskIds.plain(body, place -> true));
        }
        return trace == null ? verdict : doubted(verdict, error, trace.id());
    }

    private static TaskIds.@Nullable Trace firstOf(List<String> ids) {
        return ids.isEmpty() ? null : new TaskIds.Trace(ids.get(0));
    }

    private boolean isRunning(JsonNode place) {
        String word = TaskStatusWords.in(place);
        return word != null && words.of(word) == TaskStatusWords.Meaning.RUNNING;
    }

    /** Returns whether a body that names a task also says that there is none. */
    private boolean isError(JsonNode body) {
        return ErrorReader.saysError(body) || isKnown(Json.text(body.path("code")));
    }

    private boolean isKnown(@Nullable String code) {
        return code != null && (emptyAccount.isCode(code) || byCode(code.toLowerCase(Locale.ROOT)) != null);
    }

    /**
     * Returns a task that is named outside readable JSON, or that may be in the missing part; null if there is none.
     */
    private static TaskIds.@Nullable Trace trace(Answer answer) {
        TaskIds.Trace trace = TaskIds.inText(answer.body(), answer.damage() != null);
        if (trace == null) {
            trace = TaskIds.inText(answer.location(), false);
        }
        return trace == null && answer.mayHaveHeldMore() ? new TaskIds.Trace(null) : trace;
    }

    private static Unknown doubted(SubmitAnswer verdict, ApiError error, @Nullable String taskId) {
        if (verdict instanceof Unknown unknown) {
            return new Unknown(error, taskId, unknown.stops());
        }
        String said = "%d %s: %s".formatted(error.httpStatus(), error.code(), error.message());
        ApiError doubt = taskId == null
                ? error.because(
                        "refusal_cut_short",
                        Text.of("The API refused the request, but its answer broke off. It says: %s", said))
                : error.because(
                        "task_in_refusal",
                        Text.of("The API refused the request, but its answer names a task. It says: %s", said));
        return new Unknown(doubt, taskId, verdict instanceof Stopped stopped ? stopped : null);
    }

    private SubmitAnswer verdict(Answer answer, ApiError error) {
        SubmitAnswer known = byCode(answer, error);
        if (!answer.isRedirect() && !isModeration(known) && emptyAccount.isMeantBy(error)) {
            return emptyAccount.isMeantByCode(error) || answer.isSuccess() || answer.status() / 100 == 4
                    ? new Stopped(StopReason.MONEY, error)
                    : new Unknown(error, null, new Stopped(StopReason.MONEY, error));
        }
        return byStatus(answer, error, known);
    }

    private SubmitAnswer byStatus(Answer answer, ApiError error, @Nullable SubmitAnswer known) {
        int status = answer.status();
        if (notAccepted.contains(status)) {
            Cause cause = status == RATE_LIMITED ? Cause.RATE_LIMITED : Cause.UNAVAILABLE;
            return new NotAccepted(cause, answer.retryAfter(), error);
        }
        return switch (status) {
            case 401, 402, 403, 407 ->
                known != null && isModeration(known) ? known : new Stopped(reason(status), error);
            // by RFC 9110, it answers a POST that was processed
            case 303 -> new Unknown(error, null, new Stopped(StopReason.REDIRECT, error));
            // 304 says that nothing has changed, which does not answer a submit
            case 304, 408, RATE_LIMITED -> new Unknown(error);
            default ->
                switch (status / 100) {
                    // the vendor uses it with 429; under a 2xx its meaning is unknown, and the request would be sent
                    // again
                    case 2 -> known == null || known instanceof NotAccepted ? new Unknown(error) : known;
                    case 3 -> new Stopped(StopReason.REDIRECT, error);
                    case 4 -> known == null ? new Refused(Kind.OTHER, error) : known;
                    default -> new Unknown(error);
                };
        };
    }

    private static StopReason reason(int status) {
        return switch (status) {
            case 401 -> StopReason.KEY;
            case 402 -> StopReason.MONEY;
            case 403 -> StopReason.FORBIDDEN;
            default -> StopReason.NO_WAY; // 407: a proxy requires a password; the API has seen nothing
        };
    }

    private static boolean isModeration(@Nullable SubmitAnswer answer) {
        return answer instanceof Refused refused && refused.kind() == Kind.MODERATION;
    }

    private @Nullable SubmitAnswer byCode(Answer answer, ApiError error) {
        Meaning meaning = byCode(error.code());
        if (meaning == null) {
            return null;
        }
        return switch (meaning) {
            case MODERATION -> new Refused(Kind.MODERATION, error);
            case PARAMETERS -> new Refused(Kind.PARAMETERS, error);
            case MODEL -> new Stopped(StopReason.MODEL, error);
            case KEY -> new Stopped(StopReason.KEY, error);
            case FORBIDDEN -> new Stopped(StopReason.FORBIDDEN, error);
            case RATE ->
                notAccepted.contains(RATE_LIMITED)
                        ? new NotAccepted(Cause.RATE_LIMITED, answer.retryAfter(), error)
                        : new Unknown(error);
            case TROUBLE -> new Unknown(error);
        };
    }

    private enum Meaning {
        MODERATION,
        PARAMETERS,
        MODEL,
        KEY,
        FORBIDDEN,
        RATE,
        TROUBLE
    }

    /** Returns the meaning from the vendor's table of codes; null for a code that is not in it. */
    private static @Nullable Meaning byCode(String code) {
        return switch (code) {
            case "invalid_messages", "sensitive_check_error" -> Meaning.MODERATION;
            case "param_error", "tokens_too_long" -> Meaning.PARAMETERS;
            case "model_error" -> Meaning.MODEL;
            case "auth_error" -> Meaning.KEY;
            case "forbidden" -> Meaning.FORBIDDEN;
            case "rate_limit" -> Meaning.RATE;
            case "timeout", "gateway_timeout_error", "internal_error", "model_server_error" -> Meaning.TROUBLE;
            default -> null;
        };
    }
}
