package dev.reelbatch.sheet;

import com.github.pjfanning.xlsx.StreamingReader;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.apache.poi.openxml4j.util.ZipSecureFile;
import org.apache.poi.ss.usermodel.Workbook;
import org.jspecify.annotations.Nullable;

/** Opens a workbook after inspecting its ZIP archive: macros and ZIP bombs are refused. */
final class XlsxFile {

    /**
     * Largest number of bytes of the texts that cells share, which are kept in memory; rows are streamed, and may be
     * more.
     */
    private static final long MOST_BYTES_KEPT = 100_000_000;

    private static final long MOST_BYTES_STREAMED = 2_000_000_000;

    private static final int READ_AHEAD = 100;

    static {
        ZipSecureFile.setMaxEntrySize(MOST_BYTES_STREAMED); // the library's own ratio limit of 100:1 stays
    }

    private XlsxFile() {}

    static SheetRows open(Path file, ReadOptions readOptions) throws IOException {
        byte[] rewritten;
        try (ZipFile archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            XlsxParts parts = new XlsxParts(archive);
            String name = workbook(parts, archive);
            refuseBombs(archive);
            rewritten = parts.isOrdinary(name) ? null : parts.rewritten(name, MOST_BYTES_KEPT);
        } catch (ZipException e) {
            throw damaged(e);
        }
        Workbook workbook = workbook(file, rewritten);
        try {
            int sheet = sheet(workbook, readOptions.sheet());
            return new XlsxRows(
                    workbook,
                    sheet,
                    XlsxPictures.of(file, workbook.getSheetName(sheet)),
                    new DetectedFormat.Workbook(workbook.getSheetName(sheet), others(workbook, sheet)));
        } catch (RuntimeException e) { // the library throws unchecked exceptions of many types at damaged parts
            workbook.close();
            throw e instanceof SheetException ? e : damaged(e);
        }
    }

    /** @param rewritten the workbook's parts, repackaged, if they had to be searched for */
    private static Workbook workbook(Path file, byte @Nullable [] rewritten) {
        StreamingReader.Builder reader = StreamingReader.builder()
                .rowCacheSize(READ_AHEAD)
                .setReadSharedFormulas(false)
                .setIncludePhoneticRuns(false);
        try {
            return rewritten == null
                    ? reader.open(file.toFile())
                    : reader.setAvoidTempFiles(true).open(new ByteArrayInputStream(rewritten));
        } catch (RuntimeException e) { // of POI, of the XML parser or of the library, with no type in common
            throw damaged(e);
        }
    }

    static SheetException damaged(Exception e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (String.valueOf(cause.getMessage()).contains("Zip bomb")) { // POI has no exception type for it
                return bomb(e);
            }
        }
        return new SheetException(
                Text.of("the workbook is damaged; open it, save it as .xlsx under another name and run that"), e);
    }

    static SheetException bomb(@Nullable Exception e) {
        return new SheetException(
                Text.of("the unpacked workbook is far too large for a sheet of prompts; save the sheet "
                        + "as 'CSV UTF-8' and run that"),
                e);
    }

    /**
     * Returns the name of the part that lists the sheets.
     *
     * @throws SheetException if the file is no workbook, or one that is refused
     */
    private static String workbook(XlsxParts parts, ZipFile archive) throws IOException {
        if (parts.has("xl/vbaProject.bin")) {
            throw new SheetException(
                    Text.of("the workbook contains macros; save it as 'Excel Workbook (.xlsx)', without them"));
        }
        if (parts.has("xl/workbook.bin")) {
            throw saveAsXlsx(Text.of("a binary Excel workbook (.xlsb)"), "Excel");
        }
        String workbook = parts.workbook();
        if (workbook != null) {
            return workbook;
        }
        if (parts.has("Index/Document.iwa") || parts.has("Index.zip")) {
            throw new SheetException(
                    Text.of("this is a Numbers document; choose 'Export To', 'Excel…' in Numbers, and run that file"));
        }
        ZipEntry type = parts.entry("mimetype");
        if (type != null && text(archive, type).contains("opendocument.spreadsheet")) {
            throw saveAsXlsx(Text.of("an OpenDocument sheet (.ods)"), Text.of("LibreOffice or WPS"));
        }
        throw new SheetException(Text.of("this is not a sheet; save the sheet as .xlsx or 'CSV UTF-8'"));
    }

    private static SheetException saveAsXlsx(String what, String program) {
        return new SheetException(Text.of(
                "this is %s; open it in %s, choose 'Save as', 'Excel Workbook (.xlsx)', and run that file",
                what, program));
    }

    private static String text(ZipFile archive, ZipEntry entry) throws IOException {
        try (InputStream in = archive.getInputStream(entry)) {
            return new String(in.readNBytes(100), StandardCharsets.US_ASCII);
        }
    }

    /** Unpacks once, counting, what will be kept in memory: the sizes that an archive announces may be wrong. */
    private static void refuseBombs(ZipFile archive) throws IOException {
        long left = MOST_BYTES_KEPT;
        for (ZipEntry entry : Collections.list(archive.entries())) {
            String name = entry.getName();
            boolean isKept =
                    (name.endsWith(".xml") || name.endsWith(".rels")) && !name.startsWith("xl/worksheets/sheet");
            if (isKept) {
                try (InputStream in = archive.getInputStream(entry)) {
                    for (long count = in.skip(left + 1); count > 0; count = in.skip(left + 1)) {
                        left -= count;
                        if (left < 0) {
                            throw bomb(null);
                        }
                    }
                }
            }
        }
    }

    /** Returns the index of the sheet that a person named, else of the first visible one. */
    private static int sheet(Workbook workbook, @Nullable String named) {
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            if (named == null ? isVisible(workbook, i) : isCalled(workbook.getSheetName(i), named)) {
                return i;
            }
        }
        if (named != null
                && named.matches("[1-9][0-9]{0,3}")
                && Integer.parseInt(named) <= workbook.getNumberOfSheets()) {
            return Integer.parseInt(named) - 1;
        }
        throw new SheetException(Text.of(
                "--sheet %s: there is no such sheet; the workbook has %s",
                named, ColumnNames.listed(others(workbook, -1))));
    }

    private static List<String> others(Workbook workbook, int sheet) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < workbook.getNumberOfSheets(); i++) {
            if (i != sheet && isVisible(workbook, i)) {
                names.add(workbook.getSheetName(i));
            }
        }
        return names;
    }

    private static boolean isCalled(String name, String named) {
        return CellText.folded(name).equals(CellText.folded(named));
    }

    private static boolean isVisible(Workbook workbook, int sheet) {
        return !workbook.isSheetHidden(sheet) && !workbook.isSheetVeryHidden(sheet);
    }
}
