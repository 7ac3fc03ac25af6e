package dev.reelbatch.report;

import dev.reelbatch.ledger.Run;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Writes the rows into the page as a JSON array while they stream past, up to a size that a browser can hold. */
final class PageData {

    private static final long CHARACTERS = 100_000_000;
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN)
            .build();

    private final Writer writer;
    private final Run run;
    private final SheetColumns sheet;
    private final Map<String, @Nullable String> columns = new LinkedHashMap<>();
    private long written;
    private int leftOut;

    PageData(Writer writer, Run run, SheetColumns sheet) {
        this.writer = writer;
        this.run = run;
        this.sheet = sheet;
    }

    void add(PageRow row) throws IOException {
        if (written > (row.entry().needsWork() ? 2 * CHARACTERS : CHARACTERS)) {
            leftOut++;
            return;
        }
        Map<String, Object> data = row.data(promptCell(row.entry().cells()));
        data.put("check", sheet.mark(SheetColumns.known(row.entry().cells(), columns)));
        String json = json(data);
        writer.write(written == 0 ? "[\n" : ",\n");
        writer.write(json);
        written += json.length();
    }

    void end() throws IOException {
        writer.write(written == 0 ? "[]\n" : "\n]\n");
    }

    int leftOut() {
        return leftOut;
    }

    /** Returns the sheet's columns, each with its known name or null; complete only after the last row. */
    Map<String, @Nullable String> columns() {
        return columns;
    }

    private @Nullable String promptCell(ObjectNode cells) {
        String prompt = null;
        for (String column : cells.propertyNames()) {
            if (!columns.containsKey(column)) {
                columns.put(column, sheet.meaning(run, column));
            }
            if ("prompt".equals(columns.get(column))) {
                prompt = cells.path(column).asString("");
            }
        }
        return prompt;
    }

    /** Formats a value as JSON in which no text can end the script element or begin a comment. */
    static String json(Object value) {
        return JSON.writeValueAsString(value).replace("<", "\\u003C");
    }
}
