package dev.reelbatch.notify;

import dev.reelbatch.text.Text;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A JSON body with placeholders like {@code {{text}}}, which are filled with escaped values. */
final class Message {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Pattern HOLE = Pattern.compile("\\{\\{\\s*([\\w-]+)\\s*}}");
    private static final Pattern MENTION = Pattern.compile("<(?=at\\b|@)", Pattern.CASE_INSENSITIVE);
    private static final int LONGEST_TEXT = 1800; // bytes of UTF-8; WeCom refuses more than 2048

    private final WebhookKind webhookKind;
    private final String template;

    Message(WebhookKind webhookKind, @Nullable String template) {
        this.webhookKind = webhookKind;
        this.template = template == null || template.isBlank() ? webhookKind.template() : template;
    }

    /** @throws IllegalArgumentException with the mistake in the template */
    ObjectNode of(RunEnd end) {
        Map<String, String> values = values(end);
        String body =
                HOLE.matcher(template).replaceAll(hole -> Matcher.quoteReplacement(filled(hole.group(1), values)));
        try {
            JsonNode json = JSON.readTree(body);
            if (json instanceof ObjectNode object) {
                return object;
            }
        } catch (JacksonException e) {
            // reported below
        }
        throw new IllegalArgumentException(Text.of("filled in, it is not a JSON object"));
    }

    private String filled(String name, Map<String, String> values) {
        String value = values.get(name);
        if (value == null) {
            throw new IllegalArgumentException(
                    Text.of("there is no {{%s}}; valid names are: %s", name, String.join(", ", values.keySet())));
        }
        String quoted = JSON.writeValueAsString(withoutMarkup(value));
        return quoted.substring(1, quoted.length() - 1);
    }

    /**
     * Removes markup: otherwise a cell or a row's error could add links, or notify everybody. Feishu and WeCom have no
     * escape for it.
     */
    private String withoutMarkup(String text) {
        return switch (webhookKind) {
            case SLACK -> text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
            case FEISHU, WECOM -> MENTION.matcher(text).replaceAll("＜");
            case DINGTALK, JSON -> text;
        };
    }

    private static Map<String, String> values(RunEnd end) {
        Map<String, String> values = new LinkedHashMap<>();
        values.put("text", text(end));
        values.put("title", end.title());
        values.put("job", end.job());
        values.put("run", Integer.toString(end.run()));
        values.put("outcome", end.outcome().word());
        values.put("delivered", Integer.toString(end.delivered()));
        values.put("missing", Integer.toString(end.missing()));
        values.put("accepted", Integer.toString(end.accepted()));
        values.put("cost", end.cost());
        values.put("out", end.out());
        return values;
    }

    private static String text(RunEnd end) {
        StringBuilder text = new StringBuilder(end.title());
        List<String> lines = end.lines();
        lines.forEach(line -> text.append('\n').append(line));
        String out = end.out().isEmpty() ? "" : "\n" + end.out();
        return cut(text.toString(), LONGEST_TEXT - bytes(out)) + out;
    }

    private static String cut(String text, int longest) {
        String cut = text;
        while (bytes(cut) > longest && !cut.isEmpty()) {
            cut = cut.substring(0, cut.offsetByCodePoints(cut.length(), -1));
        }
        return cut.length() == text.length() ? text : cut + "…";
    }

    private static int bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }
}
