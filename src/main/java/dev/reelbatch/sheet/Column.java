package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Suggestion;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column of the sheet.
 *
 * @param header the sheet's own text, without outer blanks
 * @param key the name inside {@code input} or {@code parameters}; for other roles the folded header
 * @param isSynonym whether the header is a newer synonym, not one of the names known since the first edition
 */
public record Column(int index, String header, Role role, String key, boolean isSynonym) {

    public Column(int index, String header, Role role, String key) {
        this(index, header, role, key, false);
    }

    public enum Role {
        INPUT,
        PARAMETERS,
        MODEL,
        ID,
        COUNT,
        FILENAME,
        /** A size, a shape or a resolution: the row's model decides which part of the request it becomes. */
        FRAME,
        /** A field that some models have; the row's model decides which part of the request it becomes. */
        FIELD,
        /** Without a meaning but that the prompts' template names it; copied to the manifest, too. */
        TEMPLATE,
        /** Copied to the manifest, not sent. */
        OTHER,
        /** An earlier run's message about the row; not part of the sheet's content. */
        ERROR,
        /** The row of a job that this row corrects; not part of the sheet's content. */
        ORIGIN,
        /** A column without a header; its cells must be empty. */
        NAMELESS
    }

    private static final Map<String, String> VENDOR_NAMES =
            Map.of("提示词", "prompt", "尺寸", "size", "时长", "duration", "模型", "model", "数量", "count", "文件名", "filename");

    /** The columns that matter most for the cost and the look of a video. */
    private static final List<String> PRICED = List.of("duration", "size", "model");

    private static final Pattern NEARLY_DOTTED =
            Pattern.compile("(params?|parameter|parameters|inputs?)\\s*[._:]\\s*(.+)");
    private static final Pattern NOT_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    public static Column of(int index, String cell) {
        String header = CellText.normal(cell);
        String folded = CellText.folded(cell);
        String name = VENDOR_NAMES.getOrDefault(folded, folded);
        return switch (name) {
            case "" -> new Column(index, header, Role.NAMELESS, "");
            case "prompt", "input.prompt" -> new Column(index, header, Role.INPUT, "prompt");
            case "size", "parameters.size" -> new Column(index, header, Role.PARAMETERS, "size");
            case "duration", "parameters.duration" -> new Column(index, header, Role.PARAMETERS, "duration");
            case "model" -> new Column(index, header, Role.MODEL, name);
            case "id" -> new Column(index, header, Role.ID, name);
            case "count" -> new Column(index, header, Role.COUNT, name);
            case "filename" -> new Column(index, header, Role.FILENAME, name);
            case "error" -> new Column(index, header, Role.ERROR, name);
            case RowOrigin.JOB, RowOrigin.ROW, RowOrigin.VARIANT, RowOrigin.CHECK ->
                new Column(index, header, Role.ORIGIN, name);
            default -> open(index, header, name);
        };
    }

    /** Creates a column of the request's open maps: a key that we do not know is sent as it is spelled. */
    private static Column open(int index, String header, String name) {
        for (Role role : new Role[] {Role.INPUT, Role.PARAMETERS}) {
            String prefix = prefix(role);
            if (name.startsWith(prefix) && name.length() > prefix.length()) {
                return new Column(
                        index,
                        header,
                        role,
                        CellText.normal(CellText.visible(header).substring(prefix.length())));
            }
        }
        return new Column(index, header, Role.OTHER, name);
    }

    /**
     * Returns the name of the meaningful column that this header resembles or contains, as in {@code Duration (s)},
     * {@code durtion} or {@code params.seed}; null if there is none.
     */
    @Nullable public String like() {
        String folded = ColumnSynonyms.folded(header);
        Matcher dotted = NEARLY_DOTTED.matcher(folded);
        if (dotted.matches()) {
            return prefix(dotted.group(1).startsWith("p") ? Role.PARAMETERS : Role.INPUT) + dotted.group(2);
        }
        for (String word : NOT_WORD.split(folded, -1)) {
            if (PRICED.contains(word)) {
                return word;
            }
        }
        return VENDOR_NAMES.entrySet().stream()
                .filter(name -> PRICED.contains(name.getValue()) && folded.contains(name.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseGet(() -> Suggestion.slip(folded, PRICED));
    }

    /** Returns the same column under another header. */
    Column called(String otherHeader) {
        return new Column(index, otherHeader, role, key, isSynonym);
    }

    /**
     * Returns the known name, or the header of a column that a template names; null for a column that is only copied to
     * the manifest.
     */
    @Nullable public String meaning() {
        return switch (role) {
            case INPUT, PARAMETERS, FRAME -> name(role, key);
            case TEMPLATE -> header;
            case OTHER, NAMELESS -> null;
            default -> key;
        };
    }

    /** Returns a name for a column that the sheet does not have. */
    public static String name(Role role, String key) {
        return switch (key) {
            case "prompt", "size", "duration" -> key;
            default -> prefix(role) + key;
        };
    }

    private static String prefix(Role role) {
        return role == Role.INPUT ? "input." : "parameters.";
    }

    /** Returns the name that a spreadsheet shows above the column: A, B, … Z, AA. */
    public String letters() {
        StringBuilder letters = new StringBuilder();
        for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }

    /**
     * Returns whether both columns mean the same. Several may describe the picture: its shape in one, its resolution in
     * another.
     */
    public boolean means(Column other) {
        return role == other.role && key.equalsIgnoreCase(other.key) && role != Role.NAMELESS && role != Role.FRAME;
    }

    public boolean isMeaning() {
        return role != Role.OTHER && role != Role.NAMELESS && role != Role.ERROR && role != Role.ORIGIN;
    }

    /** Returns the edition of the rules for reading sheets that first understood the header. */
    public int edition() {
        return !isSynonym
                ? ReadOptions.FIRST_EDITION
                : role == Role.FIELD ? ReadOptions.SECOND_EDITION + 1 : ReadOptions.SECOND_EDITION;
    }

    /** Returns the header, or the column's letters if it has none. */
    public String name() {
        return header.isEmpty() ? letters() : header;
    }

    /** Returns the header as the value of an option. */
    public String inOptions() {
        return "\"" + CellText.onOneLine(header).replace("\"", "\\\"") + "\"";
    }

    /** Returns the option that ignores this column. */
    public String ignoring() {
        return "--ignore-column " + inOptions();
    }
}
