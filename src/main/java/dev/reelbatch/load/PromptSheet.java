package dev.reelbatch.load;

import java.nio.file.Path;
import java.util.Iterator;

/**
 * Streams a sheet's rows, parsed and checked, in their order. Every method may throw {@link
 * SheetException}.
 */
public final class PromptSheet implements Iterator<ParsedRow>, AutoCloseable {

    private final SheetReader rows;
    private final RowParser parser;

    private PromptSheet(SheetReader rows, RowRules rules) {
        this.rows = rows;
        this.parser = new RowParser(rows.header(), rules);
    }

    /** The bytes of a sheet that a person named. */
    public static byte[] bytesOf(Path file) {
        return SheetFile.read(file);
    }

    /** Refuses a file that can't be read, and words about reading that do not go with a file of its kind. */
    public static void check(Path file, Reading reading) {
        SheetFile.requireReadable(file);
        SheetFile.checkGoesWith(file, reading);
    }

    public static PromptSheet open(Path file, RowRules rules) {
        return new PromptSheet(SheetFile.open(file, rules.reading()), rules);
    }

    /** What the file was taken for; hidden rows as far as it was read. */
    public Recognised recognised() {
        return rows.recognised();
    }

    @Override
    public boolean hasNext() {
        return rows.hasNext();
    }

    @Override
    public ParsedRow next() {
        return parser.parse(rows.next());
    }

    @Override
    public void close() {
        rows.close();
    }
}
