package dev.reelbatch.api;

import dev.reelbatch.api.HttpOutcome.Answer;
import dev.reelbatch.api.StatusAnswer.Denied;
import dev.reelbatch.api.StatusAnswer.Unanswered;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Judges the answer to a status request by an external id. It names a task, or denies that there is one, or says
 * nothing; only the first two have consequences.
 */
final class ExternalIdReader {

    private static final int TOO_MANY_REQUESTS = 429;

    /** A word with a digit in it, such as the id of a request or a time, which differs from answer to answer. */
    private static final Pattern ID = Pattern.compile("(?<![\\w:.-])(?=[\\w:.-]*\\d)[\\w:.-]{8,}");

    private final StatusReader statuses;

    ExternalIdReader(StatusReader statuses) {
        this.statuses = statuses;
    }

    ExternalIdAnswer read(String externalId, HttpOutcome httpOutcome) {
        StatusAnswer asked = statuses.readNamed(externalId, httpOutcome);
        if (!(httpOutcome instanceof Answer answer)) {
            return new ExternalIdAnswer(asked, null, null);
        }
        JsonNode body = Json.object(answer.body());
        boolean isOfAnother =
                !body.findValuesAsString("external_task_id").stream().allMatch(externalId::equals);
        List<String> ids = TaskIds.in(body);
        List<String> named = ids.isEmpty() ? TaskIds.plain(body, place -> TaskStatusWords.in(place) != null) : ids;
        if (named.size() == 1 && !isOfAnother) {
            StatusAnswer status = statuses.readNamed(named.get(0), httpOutcome);
            if (isOfATask(status)) {
                return new ExternalIdAnswer(status, named.get(0), null);
            }
        }
        boolean namesNone = named.stream().allMatch(externalId::equals) && !isOfAnother;
        return new ExternalIdAnswer(asked, null, namesNone ? denial(externalId, answer, body, asked) : null);
    }

    private static boolean isOfATask(StatusAnswer status) {
        return status instanceof StatusAnswer.Succeeded
                || status instanceof StatusAnswer.Ended
                || status instanceof StatusAnswer.Running running && running.known();
    }

    /** Returns the look of an error that is neither about the key nor about the API's own trouble; else null. */
    private static @Nullable String denial(String externalId, Answer answer, JsonNode body, StatusAnswer asked) {
        boolean isTrouble = asked instanceof Denied
                || !(asked instanceof Unanswered none)
                || none.isOutOfOrder()
                || answer.status() == TOO_MANY_REQUESTS;
        if (isTrouble || !body.isObject() || answer.isSuccess() && !ErrorReader.isError(body)) {
            return null;
        }
        ApiError error = ((Unanswered) asked).error();
        String text = "%d %s %s %s".formatted(answer.status(), error.type(), error.code(), error.message());
        String without = Pattern.compile(externalId, Pattern.LITERAL | Pattern.CASE_INSENSITIVE)
                .matcher(text)
                .replaceAll("…");
        return ID.matcher(without).replaceAll(Matcher.quoteReplacement("…"));
    }
}
