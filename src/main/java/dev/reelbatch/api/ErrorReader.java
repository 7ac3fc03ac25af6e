package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.HttpOutcome.Failure;
import dev.reelbatch.text.Text;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Reads the error in an answer. The vendor's form is {@code {"error":{"message","type","param", "code"}}};
 * {@code {"code","message"}} and {@code {"error":"text"}} occur too, and a gateway in between answers in HTML.
 */
final class ErrorReader {

    private static final List<String> PLACES = List.of(
            "/error", "/errors/0", "", "/base_resp", "/output/error", "/data/error", "/output", "/data", "/response");
    private static final List<String> CODES = List.of("code", "error_code", "errorCode", "err_code", "status_code");
    private static final List<String> MESSAGES =
            List.of("message", "msg", "error_message", "errorMessage", "error_msg", "status_msg", "detail", "reason");

    /** The codes and messages with which programs report success. */
    private static final Set<String> NO_ERROR = Set.of("", "0", "200", "ok", "success", "null", "none", "false");

    // `param` names a parameter, or contains the trace id that the vendor's support needs.
    private static final Pattern TRACE = Pattern.compile("(?=.*\\d)[0-9A-Za-z_:-]{12,}");

    private final ApiKey key;
    private final AuthForm auth;

    ErrorReader(ApiKey key, AuthForm auth) {
        this.key = key;
        this.auth = auth;
    }

    ApiError of(Failure failure) {
        return of(0, failure);
    }

    /** Returns the error of an answer that is not the expected one. */
    ApiError of(Answer answer) {
        if (answer.isRedirect()) {
            return of(answer.status(), redirect(answer));
        }
        JsonNode body = Json.object(answer.body());
        if (body.isMissingNode() && answer.isSuccess()) {
            return of(answer.status(), unreadable(answer));
        }
        JsonNode error = error(body);
        String code = first(error, CODES);
        String param = Json.text(error.path("param"));
        boolean traced = param != null && TRACE.matcher(param).matches();
        return new ApiError(
                answer.status(),
                shown(error.path("type")),
                code == null ? "http_" + answer.status() : key.maskIn(code).toLowerCase(Locale.ROOT),
                key.maskIn(message(answer, body, error) + (param == null || traced ? "" : " [" + param + "]")),
                shown(traced ? error.path("param") : body.path("request_id")));
    }

    /** Returns the object that holds the error; other gateways name it differently. */
    private static JsonNode error(JsonNode body) {
        for (String pointer : PLACES) {
            JsonNode place = body.at(pointer);
            if (place.isObject() && (first(place, CODES) != null || first(place, MESSAGES) != null)) {
                return place;
            }
        }
        return body.path("error").isObject() ? body.path("error") : body;
    }

    private static @Nullable String first(JsonNode node, List<String> names) {
        for (String name : names) {
            String text = Json.text(node.path(name));
            if (text != null) {
                return text;
            }
        }
        return null;
    }

    /** Returns whether the body has a real error, not just an empty error object. */
    static boolean saysError(JsonNode body) {
        if (body.path("success").isBoolean() && !body.path("success").asBoolean()) {
            return true;
        }
        JsonNode error = body.path("error");
        if (!error.isObject()) {
            String text = Json.text(error);
            return error.isBoolean()
                    ? error.asBoolean()
                    : text != null && !NO_ERROR.contains(text.toLowerCase(Locale.ROOT));
        }
        String code = first(error, CODES);
        return code == null ? first(error, MESSAGES) != null : !NO_ERROR.contains(code.toLowerCase(Locale.ROOT));
    }

    /** Returns whether the body is an error in any of the forms, also in one that names no error's object. */
    static boolean isError(JsonNode body) {
        String code = first(error(body), CODES);
        return saysError(body) || code != null && !NO_ERROR.contains(code.toLowerCase(Locale.ROOT));
    }

    /** Returns a text of the API in a form that may be stored and shown; null if there is none. */
    @Nullable String shown(JsonNode node) {
        String text = Json.text(node);
        return text == null ? null : shown(text);
    }

    /** Returns a text in a form that may be stored and shown; null if nothing is left of it. */
    String shown(String text) {
        return ApiError.line(key.maskIn(text));
    }

    private ApiError of(int status, Failure failure) {
        return new ApiError(status, null, failure.code(), key.maskIn(failure.message()), null);
    }

    private String message(Answer answer, JsonNode body, JsonNode error) {
        String message = first(error, MESSAGES);
        if (message == null) {
            message = Json.text(body.path("error"));
        }
        if (message == null) {
            String snippet = snippet(answer);
            message = snippet.isEmpty()
                    ? Text.of("HTTP %d without an explanation", answer.status())
                    : "HTTP " + answer.status() + ": " + snippet;
        }
        return answer.status() == 401 ? message + otherForm() : message;
    }

    /**
     * Suggests the other form of the header: the vendor's pages disagree on it, so a good key can be refused for its
     * form.
     */
    private String otherForm() {
        return Text.of(
                " (the key was sent with reelbatch.api.auth=%s; if the key is correct, try %s)",
                name(auth), name(auth.other()));
    }

    private static String name(AuthForm form) {
        return form.name().toLowerCase(Locale.ROOT);
    }

    private Failure unreadable(Answer answer) {
        Failure damage = answer.damage();
        return damage != null
                ? damage
                : new Failure("unreadable_answer", Text.of("The answer is not JSON: %s", snippet(answer)));
    }

    private static Failure redirect(Answer answer) {
        String to = answer.location() == null
                ? Text.of("nowhere")
                : answer.location().replaceFirst("[?#].*", "");
        return new Failure(
                "redirect", Text.of("The API's address redirects to %s; reelbatch does not send the key there.", to));
    }

    private String snippet(Answer answer) {
        return Snippet.of(key.maskIn(answer.body()));
    }
}
