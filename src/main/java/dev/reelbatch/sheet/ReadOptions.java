package dev.reelbatch.sheet;

import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a person says about how a sheet is to be read; all that is not said is recognised.
 *
 * @param sheet the name of a sheet of a workbook, or its number from 1
 * @param encoding any character set that Java knows
 * @param delimiter one character
 * @param headerRow the row with the columns' names, by the number that a spreadsheet shows
 * @param map known names of columns, and what the sheet calls them
 * @param ignored what the sheet calls columns that are not sent, whatever they seem to mean
 * @param edition of the rules by which the rest is recognised. A run that was begun by older rules keeps them: what
 *     newer ones understand makes other requests, which would be paid for again
 * @param otherIds what rows get whose request exists under another id; null if nothing is said. It shapes no request
 */
public record ReadOptions(
        @Nullable String sheet,
        @Nullable String encoding,
        @Nullable String delimiter,
        @Nullable Integer headerRow,
        Map<String, String> map,
        Set<String> ignored,
        Integer edition,
        @Nullable OtherIds otherIds) {

    /** Knows no synonyms of columns and sends {@code ="text"} as it is written. */
    static final int FIRST_EDITION = 1;

    private static final int THIS_EDITION = 2;

    public static final ReadOptions RECOGNISED = new ReadOptions(null, null, null, null, Map.of());

    /** How a run was read that does not say: by the rules of the first edition. */
    public static final ReadOptions BEFORE = RECOGNISED.asBefore();

    public ReadOptions {
        map = Collections.unmodifiableMap(new LinkedHashMap<>(map));
        ignored =
                Collections.unmodifiableSet(new LinkedHashSet<>(Objects.requireNonNullElse(ignored, Set.<String>of())));
        edition = Objects.requireNonNullElse(edition, FIRST_EDITION); // runs of before do not say
    }

    /** By the rules of today, and with all columns. */
    public ReadOptions(
            @Nullable String sheet,
            @Nullable String encoding,
            @Nullable String delimiter,
            @Nullable Integer headerRow,
            Map<String, String> map) {
        this(sheet, encoding, delimiter, headerRow, map, Set.of(), THIS_EDITION, null);
    }

    /** The same of a text. */
    public ReadOptions ofText(String ofEncoding, String ofDelimiter, int ofHeaderRow) {
        return new ReadOptions(null, ofEncoding, ofDelimiter, ofHeaderRow, map, ignored, edition, otherIds);
    }

    /** The same for a file with rows of a sheet that is read so: by the same rules, and without the same columns. */
    public ReadOptions forRowsOf(ReadOptions sheet) {
        Set<String> all = new LinkedHashSet<>(ignored);
        all.addAll(sheet.ignored);
        return new ReadOptions(this.sheet, encoding, delimiter, headerRow, map, all, sheet.edition, otherIds);
    }

    /** The same by the rules of the first edition. */
    public ReadOptions asBefore() {
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, ignored, FIRST_EDITION, otherIds);
    }

    /** The same without these columns. */
    public ReadOptions ignoring(Collection<String> headers) {
        Set<String> all = new LinkedHashSet<>(ignored);
        all.addAll(headers);
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, all, edition, otherIds);
    }

    /** The same with one more known name for a column of the sheet. */
    public ReadOptions mapping(String name, String header) {
        Map<String, String> all = new LinkedHashMap<>(map);
        all.put(name, header);
        return new ReadOptions(sheet, encoding, delimiter, headerRow, all, ignored, edition, otherIds);
    }

    /** The same with this for rows whose request exists under another id. */
    public ReadOptions withOtherIds(@Nullable OtherIds meant) {
        return new ReadOptions(sheet, encoding, delimiter, headerRow, map, ignored, edition, meant);
    }

    /**
     * What is said now, of a sheet that a run has read so: all of how it is read, or nothing. What is said of other ids
     * does not read the sheet in another way.
     */
    public ReadOptions orAsBefore(ReadOptions before) {
        if (!saysNothing()) {
            return this;
        }
        boolean isSaid = otherIds == OtherIds.USE || otherIds == OtherIds.PAY || before.otherIds == null;
        return before.withOtherIds(isSaid ? otherIds : before.otherIds);
    }

    /** Whether nothing is said of how the sheet is read. */
    public boolean saysNothing() {
        return withOtherIds(null).equals(RECOGNISED);
    }

    public boolean isOfFirstEdition() {
        return edition == FIRST_EDITION;
    }

    /** Whether it may have left out what a column of the sheet says. */
    public boolean leavesOut() {
        return isOfFirstEdition() || !ignored.isEmpty();
    }

    /** The known name that a header of the sheet stands for; null for a column that passes through. */
    public @Nullable String meaning(String header) {
        Column column = new ColumnNames(this).column(0, header);
        return column.role() == Column.Role.FRAME ? FRAME : column.meaning();
    }

    /** The meaning of a column that says a size, a shape or a resolution, whichever the row's model takes. */
    public static final String FRAME = "frame";

    /** What is said, as it has always been written, so that what earlier versions loaded need not be loaded anew. */
    public String words() {
        ReadOptions saidNothing = new ReadOptions(null, null, null, null, Map.of(), Set.of(), edition, otherIds);
        return equals(saidNothing)
                ? ""
                : "Reading[sheet=%s, encoding=%s, delimiter=%s, headerRow=%s, map=%s]%s"
                        .formatted(sheet, encoding, delimiter, headerRow, map, ignored.isEmpty() ? "" : ignored);
    }

    /** The same with this character between the cells. */
    ReadOptions separatedBy(String character) {
        return new ReadOptions(sheet, encoding, character, headerRow, map, ignored, edition, otherIds);
    }

    /** The same on another sheet of the workbook. */
    ReadOptions onSheet(String name) {
        return new ReadOptions(name, encoding, delimiter, headerRow, map, ignored, edition, otherIds);
    }

    /** The same with another encoding. */
    ReadOptions encodedIn(String charset) {
        return new ReadOptions(sheet, charset, delimiter, headerRow, map, ignored, edition, otherIds);
    }
}
