package dev.reelbatch.stage;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.spi.LoggingEventBuilder;

/**
 * A line of the log about one row of a run, in words and as key-value pairs. Prompts, addresses of videos and secrets
 * are never in it.
 */
public final class RowLine {

    /** The logger of all such lines. */
    public static final String LOGGER = "reelbatch.rows";

    private static final Logger log = LoggerFactory.getLogger(LOGGER);
    private static final int LONGEST = 300;
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\\u2028\\u2029]+");

    private final Map<String, Object> values = new LinkedHashMap<>();
    private final String about;

    /**
     * @param run the run's number
     * @param row null if the row has left the sheet
     * @param variant from 1
     */
    public RowLine(String job, int run, @Nullable Integer row, int variant) {
        this.about = "Row %s of %s, run %d: ".formatted(named(row, variant), job, run);
        values.put("job", job);
        values.put("run", run);
        if (row != null) {
            values.put("row", row);
            values.put("variant", variant);
        }
    }

    private static String named(@Nullable Integer row, int variant) {
        return row == null ? "(no longer in the sheet)" : variant == 1 ? String.valueOf(row) : row + "/" + variant;
    }

    public static boolean isWanted() {
        return log.isInfoEnabled();
    }

    /** Adds a value for programs; null adds none. */
    public RowLine with(String key, @Nullable Object value) {
        if (value != null) {
            values.put(key, value instanceof String text ? plain(text) : value);
        }
        return this;
    }

    /** Writes the line. */
    public void write(String event, String what) {
        LoggingEventBuilder line = log.atInfo().addKeyValue("event", event);
        for (Map.Entry<String, Object> value : values.entrySet()) {
            line = line.addKeyValue(value.getKey(), value.getValue());
        }
        line.log(about + plain(what));
    }

    /** Shortens the text, and takes line breaks out of it: the words of an API must not look like another line. */
    private static String plain(String text) {
        String line = BREAKS.matcher(text).replaceAll(" ").strip();
        return line.length() <= LONGEST ? line : line.substring(0, LONGEST) + "...";
    }
}
