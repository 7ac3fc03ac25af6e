package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Opens a text file as rows; detects encoding and delimiter where no option gives them. */
final class CsvFile {

    /** Bytes that the detection reads: enough for ten long rows. */
    private static final int HEAD = 1 << 16;

    /** The line that Excel puts before the first row and does not count as a row. */
    private static final Pattern SEPARATOR_LINE =
            Pattern.compile("\"?sep=(.)\"?(\r\n|\r|\n|$)", Pattern.CASE_INSENSITIVE);

    private CsvFile() {}

    static CsvRows open(Path file, ReadOptions readOptions) throws IOException {
        Charset charset = readOptions.encoding() == null
                ? EncodingDetector.of(file, readOptions)
                : Charset.forName(readOptions.encoding());
        String start = head(file, charset);
        int mark = marks(start);
        String head = start.substring(mark);
        refuseOtherText(head);
        Matcher separator = SEPARATOR_LINE.matcher(head);
        boolean hasSeparator = separator.lookingAt();
        char delimiter = delimiter(head, readOptions, hasSeparator ? separator.group(1) : null);
        Reader text = text(file, charset);
        try {
            text.skip(mark + (hasSeparator ? separator.end() : 0));
            return new CsvRows(text, new DetectedFormat.Text(charset.name(), delimiter));
        } catch (IOException | RuntimeException e) {
            text.close();
            throw e;
        }
    }

    /** Counts the byte order marks at the start: some programs add one to a text that already has one. */
    private static int marks(String start) {
        int marks = 0;
        while (start.startsWith("\uFEFF", marks)) {
            marks++;
        }
        return marks;
    }

    private static Reader text(Path file, Charset charset) throws IOException {
        return new StrictReader(new BufferedInputStream(Files.newInputStream(file)), charset);
    }

    private static char delimiter(String head, ReadOptions readOptions, @Nullable String separator) {
        if (readOptions.delimiter() != null) {
            return readOptions.delimiter().charAt(0);
        }
        return separator == null ? DelimiterDetector.of(head, readOptions) : separator.charAt(0);
    }

    /**
     * Reads the beginning of the text, as far as it can be decoded: reading all of it later reports the row that can't
     * be.
     */
    static String head(Path file, Charset charset) throws IOException {
        char[] head = new char[HEAD];
        int length = 0;
        try (Reader text = text(file, charset)) {
            for (int count = text.read(head); count > 0; count = text.read(head, length, HEAD - length)) {
                length += count;
            }
        } catch (CharacterCodingException e) {
            // the text ends at the malformed byte
        }
        return new String(head, 0, length);
    }

    /** Refuses text of other kinds, which programs that export "Excel" often write under the name of a sheet. */
    private static void refuseOtherText(String head) {
        String start = head.stripLeading().toLowerCase(Locale.ROOT);
        if (head.isEmpty()) {
            throw new SheetException(Text.of("the file is empty"));
        }
        if (start.startsWith("%pdf") || start.startsWith("{\\rtf")) {
            throw new SheetException(
                    Text.of("this is a document, not a sheet; save the sheet as .xlsx or 'CSV UTF-8'"));
        }
        if (start.startsWith("<!doctype") || start.startsWith("<html") || start.startsWith("<?xml")) {
            throw new SheetException(
                    Text.of("this is a web page, not a sheet; open it in Excel or WPS and save it as .xlsx"));
        }
    }
}
