package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What an answer means. Feishu, DingTalk and WeCom refuse with HTTP 200 and a code in the body.
 *
 * @param reason why it was not taken; empty if it was
 * @param again whether another try may help
 */
record Verdict(String reason, boolean again) {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Verdict TAKEN = new Verdict("", false);
    private static final int LONGEST = 200;

    boolean isTaken() {
        return reason.isEmpty();
    }

    static Verdict noAnswer(String why) {
        return new Verdict(why, true);
    }

    static Verdict of(Kind kind, int status, String body) {
        if (status == 429 || status >= 500) {
            return new Verdict("HTTP " + status, true);
        }
        if (status < 200 || status >= 300) {
            return new Verdict("HTTP %d %s".formatted(status, line(body)).strip(), false);
        }
        return kind.codeField().isEmpty() ? TAKEN : ofCode(kind, body);
    }

    private static Verdict ofCode(Kind kind, String body) {
        JsonNode answer = json(body);
        JsonNode code = answer.path(kind.codeField());
        if (code.isMissingNode()) {
            code = answer.path("StatusCode"); // Feishu's older answers
        }
        if (!code.isIntegralNumber()) {
            return new Verdict(Text.of("an answer without a code: %s", line(body)), false);
        }
        if (code.asInt() == 0) {
            return TAKEN;
        }
        String message = answer.path("msg").asString(answer.path("errmsg").asString(""));
        return new Verdict("%d %s".formatted(code.asInt(), line(message)).strip(), kind.isBusy(code.asInt()));
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
