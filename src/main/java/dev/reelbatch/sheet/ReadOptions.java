package dev.reelbatch.sheet;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The options for reading a sheet; whatever is not given is detected.
 *
 * @param sheet the name of a sheet of a workbook, or its number from 1
 * @param encoding any character set that Java knows
 * @param delimiter one character
 * @param headerRow the row with the columns' names, by the number that a spreadsheet shows
 * @param map known names of columns, and the sheet's headers for them
 * @param ignored headers of columns that are not sent, whatever they seem to mean
 * @param edition of the detection rules. A run that was started under older rules keeps them: what newer ones
 *     understand makes other requests, which would be paid for again
 * @param otherIds the treatment of rows whose request exists under another id; null if not given. It does not
 *     affect the request
 * @param pictures the folder of the pictures that cells name; null for the sheet's own. It does not affect how the
 *     sheet is read
 * @param template makes the prompts of rows that have none of their own: see {@link PromptTemplate}
 */
public record ReadOptions(
        @Nullable String sheet,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable Integer headerRow,
        Map<String, String> map,
        Set<String> ignored,
        Integer edition,
        @Nullable OtherIds otherIds,
        @Nullable String pictures,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable String template) {

    /** The first edition, which knows no synonyms of columns and sends {@code ="text"} as it is written. */
    static final int FIRST_EDITION = 1;

    /** The edition before the present one, which does not know the names of models' fields. */
    static final int SECOND_EDITION = 2;

    private static final int THIS_EDITION = 3;

    public static final ReadOptions RECOGNISED = new ReadOptions(null, null, null, null, Map.of());

    /** The options of a run whose record does not have any: the rules of the first edition. */
    public static final ReadOptions BEFORE = RECOGNISED.asBefore();

    public ReadOptions {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        ignored =
                Collections.unmodifiableSet(new LinkedHashSet<>(Objects.requireNonNullElse(ignored, Set.<String>of())));
        edition = Objects.requireNonNullElse(edition, FIRST_EDITION); // records of early runs do not have an edition
    }

    /** Creates options with the current rules and all columns. */
    public ReadOptions(
            @Nullable String sheet,
            @Nullable String encoding,
            @Nullable String delimiter,
            @Nullable Integer headerRow,
            Map<String, String> map) {
        this(sheet, encoding, delimiter, headerRow, map, Set.of(), THIS_EDITION, null, null, null);
    }

    /** Creates the same options for a text. */
    public ReadOptions ofText(String ofEncoding, String ofDelimiter, int ofHeaderRow) {
        return new ReadOptions(
                null, ofEncoding, ofDelimiter, ofHeaderRow, map, ignored, edition, otherIds, pictures, template);
    }

    /**
     * Returns the options for a file of rows that belong to a sheet read this way: with the same rules, ignored
     * columns and template.
     */
    public ReadOptions forRowsOf(ReadOptions sheet) {
        Set<String> all = new LinkedHashSet<>(ignored);
        all.addAll(sheet.ignored);
        return new ReadOptions(
                this.sheet,
                encoding,
                delimiter,
                headerRow,
                map,
                all,
                sheet.edition,
                otherIds,
                pictures,
                sheet.template);
    }

    /** Returns the same options by the rules of the first edition. */
    public ReadOptions asBefore() {
        return asOf(FIRST_EDITION);
    }

    /** Returns the same options by the rules of another edition. */
    public ReadOptions asOf(int otherEdition) {
        return new ReadOptions(
                sheet, encoding, delimiter, headerRow, map, ignored, otherEdition, otherIds, pictures, template);
    }

    /** Returns the same options, also ignoring these columns. */
    public ReadOptions ignoring(Collection<String> headers) {
        Set<String> all = new LinkedHashSet<>(ignored);
        all.addAll(headers);
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, all, edition, otherIds, pictures, template);
    }

    /** Returns the same options with one more known name for a column of the sheet. */
    public ReadOptions mapping(String name, String header) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.put(name, header);
        return new ReadOptions(
                sheet, encoding, delimiter, headerRow, all, ignored, edition, otherIds, pictures, template);
    }

    /** Returns the same options with this treatment of rows whose request exists under another id. */
    public ReadOptions withOtherIds(@Nullable OtherIds meant) {
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, ignored, edition, meant, pictures, template);
    }

    /** Returns the same options with this folder of pictures. */
    public ReadOptions withPictures(@Nullable String folder) {
        return new ReadOptions(
                sheet, encoding, delimiter, headerRow, map, ignored, edition, otherIds, folder, template);
    }

    /** Returns the same options with this template for prompts. */
    public ReadOptions withTemplate(@Nullable String other) {
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, ignored, edition, otherIds, pictures, other);
    }

    /**
     * Returns these options, or those of an earlier run if these say nothing about how the sheet is read. The treatment
     * of other ids does not count: it does not affect reading. The earlier run's template stays unless there is another.
     */
    public ReadOptions orAsBefore(ReadOptions before) {
        String meant = template == null ? before.template : template;
        if (!withTemplate(null).saysNothing()) {
            return withTemplate(meant);
        }
        boolean isSaid = otherIds == OtherIds.USE || otherIds == OtherIds.PAY || before.otherIds == null;
        return before.withOtherIds(isSaid ? otherIds : before.otherIds).withTemplate(meant);
    }

    /** Returns whether no option about reading the sheet is given. */
    public boolean saysNothing() {
        return withOtherIds(null).withPictures(null).equals(RECOGNISED);
    }

    public boolean isOfFirstEdition() {
        return edition == FIRST_EDITION;
    }

    boolean knowsFields() {
        return edition > SECOND_EDITION;
    }

    /** Returns whether these options may leave out a column of the sheet. */
    public boolean leavesOut() {
        return edition < THIS_EDITION || !ignored.isEmpty();
    }

    /**
     * Returns the known name that a header of the sheet is mapped to; null for a column that is only copied to the
     * manifest.
     */
    public @Nullable String meaning(String header) {
        Column column = new ColumnNames(this).column(0, header);
        return column.role() == Column.Role.FRAME ? FRAME : column.meaning();
    }

    /** Returns whether the template names the prompt column, so that a row's prompt is more than its cell. */
    public boolean wrapsPrompts() {
        return template != null
                && PromptTemplate.of(template).columns().stream().anyMatch(name -> "prompt".equals(meaning(name)));
    }

    /** The meaning of a column with a size, a shape or a resolution; the row's model decides which. */
    public static final String FRAME = "frame";

    /**
     * Returns the options as a text, in the form of the first edition, so that sheets loaded by earlier versions need
     * not be loaded again.
     */
    public String asText() {
        ReadOptions saidNothing =
                new ReadOptions(null, null, null, null, Map.of(), Set.of(), edition, otherIds, pictures, null);
        return equals(saidNothing)
                ? ""
                : "Reading[sheet=%s, encoding=%s, delimiter=%s, headerRow=%s, map=%s]%s%s"
                        .formatted(
                                sheet,
                                encoding,
                                delimiter,
                                headerRow,
                                map,
                                ignored.isEmpty() ? "" : ignored,
                                template == null ? "" : "{" + template + "}");
    }

    /** Returns the same options with this delimiter. */
    ReadOptions separatedBy(String character) {
        return new ReadOptions(
                sheet, encoding, character, headerRow, map, ignored, edition, otherIds, pictures, template);
    }

    /** Returns the same options for another sheet of the workbook. */
    ReadOptions onSheet(String name) {
        return new ReadOptions(
                name, encoding, delimiter, headerRow, map, ignored, edition, otherIds, pictures, template);
    }

    /** Returns the same options with another encoding. */
    ReadOptions encodedIn(String charset) {
        return new ReadOptions(
                sheet, charset, delimiter, headerRow, map, ignored, edition, otherIds, pictures, template);
    }
}
