package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;

/** Opens a file that a person named, or says in one line why it can't be a sheet. */
public final class SheetFile {

    private static final String ZIP = "504b0304";
    private static final String OLE2 = "d0cf11e0";
    private static final String LOCK = "~$";

    /** Largest size in bytes: the sheet is copied in memory, and 100,000 rows of long prompts are a fifth of this. */
    private static final long MOST_BYTES = 500_000_000;

    private SheetFile() {}

    /** Reads all bytes of the file. */
    public static byte[] read(Path file) {
        requireReadable(file);
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Requires a readable file. The messages do not name it: the caller knows what the person called it. */
    public static void requireReadable(Path file) {
        if (!Files.exists(file)) {
            throw new SheetException(Text.of("there is no such file"));
        }
        if (Files.isDirectory(file)) {
            throw new SheetException(Text.of("this is a folder; name a CSV or Excel file"));
        }
        if (!Files.isRegularFile(file)) {
            throw new SheetException(Text.of(
                    "this is a pipe or a device, which can't be read twice; save the sheet to a file and use that"));
        }
        if (!Files.isReadable(file)) {
            throw new SheetException(Text.of("you have no permission to read it"));
        }
        if (String.valueOf(file.getFileName()).startsWith(LOCK)) {
            throw new SheetException(
                    Text.of("this is a lock file that Excel keeps while the sheet is open; use the sheet instead"));
        }
        try {
            if (Files.size(file) > MOST_BYTES) {
                throw new SheetException(
                        Text.of("the file is far too large for a sheet of prompts; check that it is the right file"));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /**
     * Checks that the options suit the kind of file. Not called for hot folders, whose options apply to any file
     * dropped there.
     */
    public static void checkGoesWith(Path file, ReadOptions readOptions) {
        try {
            String start = firstBytes(file);
            if (start.equals(ZIP) && (readOptions.encoding() != null || readOptions.delimiter() != null)) {
                throw new SheetException(Text.of(
                        "%s is for CSV files, but this is a workbook; leave it out",
                        readOptions.encoding() != null ? "--encoding" : "--delimiter"));
            }
            if (!start.equals(ZIP) && !start.equals(OLE2) && readOptions.sheet() != null) {
                throw new SheetException(Text.of("--sheet is for workbooks, but this is not one; leave it out"));
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** Opens the file. Its first bytes tell the kind: the name may be missing or wrong. */
    public static SheetReader open(Path file, ReadOptions readOptions) {
        SheetRows rows = rows(file, readOptions);
        try {
            return new SheetReader(rows, readOptions);
        } catch (RuntimeException e) {
            rows.close();
            throw e instanceof SheetException wrong && readOptions.sheet() == null
                    ? perhapsAnother(wrong, rows, readOptions)
                    : e;
        }
    }

    /** Adds the later sheets of the workbook that may hold the prompts. */
    private static SheetException perhapsAnother(SheetException wrong, SheetRows rows, ReadOptions readOptions) {
        if (!(rows.source() instanceof DetectedFormat.Workbook workbook)
                || workbook.others().isEmpty()) {
            return wrong;
        }
        String message = Text.of(
                "%s. This is the sheet %s; choose another one with --sheet: %s",
                String.valueOf(wrong.getMessage()),
                CellText.quoted(workbook.sheet()),
                ColumnNames.listed(workbook.others()));
        if (!(wrong instanceof UnclearSheetException unclear)) {
            return new SheetException(message, wrong);
        }
        List<UnclearSheetException.Answer> answers = new ArrayList<>(unclear.answers());
        workbook.others()
                .forEach(name -> answers.add(new UnclearSheetException.Answer(
                        Text.of("another sheet: %s", CellText.quoted(name)),
                        List.of(),
                        readOptions.onSheet(name),
                        "--sheet \"" + name + "\"")));
        return new UnclearSheetException(message, unclear.question(), answers);
    }

    private static SheetRows rows(Path file, ReadOptions readOptions) {
        try {
            return switch (firstBytes(file)) {
                case "" -> throw new SheetException(Text.of("the file is empty"));
                case ZIP -> XlsxFile.open(file, readOptions);
                case OLE2 -> throw notXlsx(file);
                default -> CsvFile.open(file, readOptions);
            };
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private static String firstBytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return HexFormat.of().formatHex(in.readNBytes(4));
        }
    }

    /** Tells old workbooks from new ones with a password: both use the same container. */
    private static SheetException notXlsx(Path file) {
        try (POIFSFileSystem container = new POIFSFileSystem(file.toFile(), true)) {
            if (container.getRoot().hasEntryCaseInsensitive("EncryptedPackage")) {
                return new SheetException(Text.of("the workbook has a password; save a copy without one and run that"));
            }
        } catch (IOException | RuntimeException e) {
            return new SheetException(Text.of("this is an old or damaged workbook; open it and save it as .xlsx"), e);
        }
        return new SheetException(
                Text.of(
                        "this is an old workbook (.xls or .et); open it, choose 'Save as', 'Excel Workbook (.xlsx)', and run that file"));
    }

    static SheetException unreadable(IOException e) {
        return new SheetException(Text.of("the file can't be read: %s", e.getMessage()), e);
    }
}
