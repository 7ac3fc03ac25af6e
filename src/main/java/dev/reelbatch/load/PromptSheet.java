package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.CommasInPrompts;
import dev.reelbatch.sheet.DetectedFormat;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetFile;
import dev.reelbatch.sheet.SheetReader;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.UnclearSheetException;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A stream of a sheet's rows, parsed and checked, in their order. Every method may throw {@link SheetException}. */
public final class PromptSheet implements Iterator<ParsedRow>, AutoCloseable {

    private final SheetReader rows;
    private final RowParser parser;
    private final List<RowParser> earlierParsers;
    private final UnknownColumns unknown;
    private final CommasInPrompts commas;

    PromptSheet(SheetReader rows, RowRules rules) {
        this.rows = rows;
        this.parser = new RowParser(rows.header(), rules);
        this.earlierParsers = rows.earlierHeaders().entrySet().stream()
                .map(earlier -> new RowParser(earlier.getValue(), rules.asOf(earlier.getKey())))
                .toList();
        this.unknown = new UnknownColumns(rows.header(), rules);
        this.commas = new CommasInPrompts(rows, rules.reading());
    }

    /** Reads the bytes of a sheet that a person named. */
    public static byte[] bytesOf(Path file) {
        return SheetFile.read(file);
    }

    /**
     * Refuses a file that can't be read, and options that do not suit its kind.
     *
     * @throws SheetException in both cases
     */
    public static void check(Path file, ReadOptions readOptions) {
        SheetFile.requireReadable(file);
        SheetFile.checkGoesWith(file, readOptions);
    }

    public static PromptSheet open(Path file, RowRules rules) {
        return new PromptSheet(SheetFile.open(file, rules.reading()), rules);
    }

    /** Returns the numbers of all rows of a sheet. */
    public static BitSet rowNumbers(Path file, ReadOptions readOptions) {
        BitSet numbers = new BitSet();
        try (SheetReader rows = SheetFile.open(file, readOptions)) {
            rows.forEachRemaining(row -> numbers.set(row.number()));
        }
        return numbers;
    }

    /** Returns the detected format; hidden rows as far as the sheet was read. */
    public DetectedFormat recognised() {
        return rows.recognised().noting(unknown.notes());
    }

    /** Returns whether a column tells what was wrong with the rows, as in failed.csv. */
    boolean hasErrors() {
        return rows.header().hasErrors();
    }

    /** Returns the template that makes prompts; null if there is none. */
    @Nullable String template() {
        return rows.header().template() == null
                ? null
                : rows.header().template().toString();
    }

    /** Returns the columns that the first edition did not understand. */
    List<Column> synonyms() {
        return rows.header().synonyms();
    }

    /**
     * Must be called after the last row.
     *
     * @throws UnclearSheetException if an unknown column has values that look like settings, or if prompts seem to
     *     have been split at commas
     */
    void requireClear() {
        commas.requireClear();
        unknown.requireClear();
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public ParsedRow next() {
        SheetRow row = rows.next();
        unknown.see(row);
        commas.see(row);
        ParsedRow parsed = parser.parse(row);
        return parsed instanceof ParsedRow.Valid valid ? withBefore(valid, row) : parsed;
    }

    /** Adds the requests by the rules of earlier editions. Rows are parsed again only where the editions may differ. */
    private ParsedRow withBefore(ParsedRow.Valid now, SheetRow row) {
        if (!rows.header().differsFromBefore() && !row.hasFormulaTexts()) {
            return now;
        }
        Set<String> before = new LinkedHashSet<>();
        for (RowParser earlier : earlierParsers) {
            if (earlier.parse(row) instanceof ParsedRow.Valid other
                    && !other.row().keys().same().equals(now.row().keys().same())) {
                before.addAll(other.row().keys().all());
            }
        }
        return new ParsedRow.Valid(now.row(), now.understood(), now.assumptions(), now.terms(), before);
    }

    @Override
    public void close() {
        rows.close();
    }
}
