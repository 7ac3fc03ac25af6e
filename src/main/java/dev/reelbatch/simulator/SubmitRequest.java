package dev.reelbatch.simulator;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The body of a submit, checked as the real API checks it: strictly for Sora 2, whose values are documented, and
 * leniently for any other model. An id of the caller's own is taken from every model.
 */
record SubmitRequest(
        ObjectNode body,
        String prompt,
        SampleClip clip,
        int seconds,
        @Nullable String externalId,
        boolean draft) {

    private static final String MODERATED = "[moderated]";

    private static final Map<String, List<String>> SIZES = Map.of(
            "openai/sora-2/text-to-video", List.of("720x1280", "1280x720"),
            "openai/sora-2/text-to-video-pro", List.of("720x1280", "1280x720", "1024x1792", "1792x1024"));

    private static final List<Integer> SECONDS = List.of(4, 8, 12);
    private static final Pattern SIZE = Pattern.compile("(\\d{1,5})[x*](\\d{1,5})");

    static SubmitRequest of(String json) throws Refusal {
        ObjectNode body = SimulatorJson.object(json)
                .orElseThrow(() -> new Refusal(ApiErrors.paramError("The body is not a JSON object")));
        String model = body.path("model").asString("");
        check(!model.isBlank(), "model is required");
        String prompt = SimulatorJson.prompt(body);
        if (prompt.contains(MODERATED)) {
            throw new Refusal(ApiErrors.moderation());
        }
        JsonNode parameters = body.path("parameters");
        if (SIZES.containsKey(model)) {
            checkSora(SIZES.get(model), prompt, parameters);
        }
        int seconds = parameters.path("duration").asInt(4);
        boolean draft = parameters.path("draft").asBoolean(false);
        SampleClip clip = draft
                ? draftClip(parameters, seconds)
                : clip(parameters.path("size").asString(""), seconds);
        return new SubmitRequest(body, prompt, clip, seconds, SimulatorJson.externalId(body), draft);
    }

    /** Returns the same request as the real video of a draft, which decides its shape and length. */
    SubmitRequest continuing(SimulatedTask of) {
        boolean isWide = of.clip().width() > of.clip().height();
        SampleClip real = SampleClip.nearest(isWide ? 1280 : 720, isWide ? 720 : 1280, of.seconds());
        return new SubmitRequest(body, prompt, real, of.seconds(), externalId, false);
    }

    /** Returns the task of the draft that the real video is requested of; empty if none is. */
    Optional<String> draftTask() {
        return body.path("input")
                .path("content")
                .valueStream()
                .map(item -> item.path("draft_task").path("id").asString(""))
                .filter(id -> !id.isEmpty())
                .findFirst();
    }

    private static SampleClip draftClip(JsonNode parameters, int seconds) {
        boolean isTall =
                List.of("9:16", "3:4").contains(parameters.path("ratio").asString(""));
        return SampleClip.nearest(isTall ? 496 : 864, isTall ? 864 : 496, seconds);
    }

    private static void checkSora(List<String> sizes, String prompt, JsonNode parameters) throws Refusal {
        check(!prompt.isBlank(), "input.prompt is required");
        JsonNode size = parameters.path("size");
        check(
                size.isMissingNode() || size.isString() && sizes.contains(size.stringValue()),
                "parameters.size must be one of " + sizes);
        JsonNode seconds = parameters.path("duration");
        check(
                seconds.isMissingNode() || seconds.isInt() && SECONDS.contains(seconds.intValue()),
                "parameters.duration must be one of " + SECONDS);
    }

    private static SampleClip clip(String size, int seconds) {
        Matcher matcher = SIZE.matcher(size);
        return matcher.matches()
                ? SampleClip.nearest(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)), seconds)
                : SampleClip.nearest(720, 1280, seconds);
    }

    private static void check(boolean right, String wrong) throws Refusal {
        if (!right) {
            throw new Refusal(ApiErrors.paramError(wrong));
        }
    }
}
