package dev.reelbatch.report;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The data that the page's script reads. */
final class WrittenPage {

    /** Columns that bear their known names. */
    static final SheetColumns COLUMNS =
            (run, header) -> List.of("prompt", "id", "count").contains(header) ? header : null;

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private WrittenPage() {}

    /** The data of a name: {@code rows} or {@code run}. */
    static JsonNode data(String page, String name) {
        Matcher block = Pattern.compile(
                        "<script type=\"application/json\" id=\"" + name + "\">(.*?)</script>", Pattern.DOTALL)
                .matcher(page);
        if (!block.find()) {
            throw new AssertionError("No data " + name);
        }
        return JSON.readTree(block.group(1));
    }
}
