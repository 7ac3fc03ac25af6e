package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The meaning of an answer. Feishu, DingTalk and WeCom refuse with HTTP 200 and a code in the body.
 *
 * @param reason why the message was not accepted; empty if it was
 * @param again whether another try may help
 */
record WebhookAnswer(String reason, boolean again) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final WebhookAnswer TAKEN = new WebhookAnswer("", false);
    private static final int LONGEST = 200;

    boolean isTaken() {
        return reason.isEmpty();
    }

    static WebhookAnswer noAnswer(String why) {
        return new WebhookAnswer(why, true);
    }

    static WebhookAnswer of(WebhookKind webhookKind, int status, String body) {
        if (status == 429 || status >= 500) {
            return new WebhookAnswer("HTTP " + status, true);
        }
        if (status < 200 || status >= 300) {
            return new WebhookAnswer("HTTP %d %s".formatted(status, line(body)).strip(), false);
        }
        return webhookKind.codeField().isEmpty() ? TAKEN : ofCode(webhookKind, body);
    }

    private static WebhookAnswer ofCode(WebhookKind webhookKind, String body) {
        JsonNode answer = json(body);
        JsonNode code = answer.path(webhookKind.codeField());
        if (code.isMissingNode()) {
            code = answer.path("StatusCode"); // Feishu's older answers
        }
        if (!code.isIntegralNumber()) {
            return new WebhookAnswer(Text.of("an answer without a code: %s", line(body)), false);
        }
        if (code.asInt() == 0) {
            return TAKEN;
        }
        String message = answer.path("msg").asString(answer.path("errmsg").asString(""));
        return new WebhookAnswer(
                "%d %s".formatted(code.asInt(), line(message)).strip(), webhookKind.isBusy(code.asInt()));
    }

    private static JsonNode json(String body) {
        try {
            return JSON.readTree(body);
        } catch (JacksonException e) {
            return JSON.createObjectNode();
        }
    }

    private static String line(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}]+", " ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "…";
    }
}
