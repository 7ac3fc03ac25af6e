package dev.reelbatch.api;

import dev.reelbatch.api.Reply.Answer;
import dev.reelbatch.api.Reply.NoAnswer;
import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.Cause;
import dev.reelbatch.api.SubmitAnswer.Kind;
import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.Refused;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.api.SubmitAnswer.Unknown;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Judges what became of a submit. Whatever does not say clearly that it was not accepted is in doubt. */
final class SubmitReader {

    private static final int RATE_LIMITED = 429;

    private final Set<Integer> notAccepted;
    private final ErrorReader errors;

    SubmitReader(Set<Integer> notAccepted, ErrorReader errors) {
        this.notAccepted = notAccepted;
        this.errors = errors;
    }

    SubmitAnswer read(Reply reply) {
        if (reply instanceof Answer answer) {
            return answer.isSuccess() ? success(answer) : byStatus(answer, errors.of(answer));
        }
        NoAnswer none = (NoAnswer) reply;
        ApiError error = errors.of(none.failure());
        return none.sent() ? new Unknown(error) : new NotAccepted(Cause.NO_CONNECTION, null, error);
    }

    /** A 2xx without a task id is an error, and accepted or not as its code says. */
    private SubmitAnswer success(Answer answer) {
        JsonNode body = Json.object(answer.body());
        String taskId = Json.text(body.path("output").path("task_id"));
        if (taskId != null) {
            return new Accepted(taskId, errors.shown(body.path("request_id")));
        }
        ApiError error = errors.of(answer);
        SubmitAnswer known = byCode(answer, error);
        return known == null ? new Unknown(error) : known;
    }

    private SubmitAnswer byStatus(Answer answer, ApiError error) {
        if (notAccepted.contains(answer.status())) {
            return notAccepted(answer, error);
        }
        if (answer.isRedirect()) {
            return new Stopped(error);
        }
        return switch (answer.status()) {
            // 407: a proxy on the way wants a password; the API has seen nothing
            case 401, 402, 403, 407 ->
                byCode(answer, error) instanceof Refused moderated && moderated.kind() == Kind.MODERATION
                        ? moderated
                        : new Stopped(error);
            case 408, RATE_LIMITED -> new Unknown(error);
            default -> answer.status() / 100 == 4 ? clientError(answer, error) : new Unknown(error);
        };
    }

    private SubmitAnswer clientError(Answer answer, ApiError error) {
        SubmitAnswer known = byCode(answer, error);
        return known == null ? new Refused(Kind.OTHER, error) : known;
    }

    /** The vendor's table of codes; null for a code that is not in it. */
    private @Nullable SubmitAnswer byCode(Answer answer, ApiError error) {
        return switch (error.code()) {
            case "invalid_messages", "sensitive_check_error" -> new Refused(Kind.MODERATION, error);
            case "param_error", "tokens_too_long" -> new Refused(Kind.PARAMETERS, error);
            case "model_error", "auth_error", "forbidden" -> new Stopped(error);
            case "rate_limit" ->
                notAccepted.contains(RATE_LIMITED)
                        ? new NotAccepted(Cause.RATE_LIMITED, answer.retryAfter(), error)
                        : new Unknown(error);
            case "timeout", "gateway_timeout_error", "internal_error", "model_server_error" -> new Unknown(error);
            default -> null;
        };
    }

    private static NotAccepted notAccepted(Answer answer, ApiError error) {
        Cause cause = answer.status() == RATE_LIMITED ? Cause.RATE_LIMITED : Cause.UNAVAILABLE;
        return new NotAccepted(cause, answer.retryAfter(), error);
    }
}
