package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.load.Catalogue;
import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.Defaults;
import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.load.PromptRow;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.RowRules;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.load.Sheets;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.apache.poi.openxml4j.exceptions.InvalidFormatException;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.ss.usermodel.CellStyle;
import org.apache.poi.ss.usermodel.FormulaError;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.ss.util.CellRangeAddress;
import org.apache.poi.xssf.streaming.SXSSFWorkbook;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkbooksTest {

    private static final Path SHEETS = Path.of("src/test/resources/sheets");

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    @Test
    void whenCellsAreTypedThenTheyAreReadAsShown() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "duration", "id", "input.sharp", "parameters.scale", "note");
            Row row = row(sheet, 1, "a cat\r\non a roof");
            row.createCell(1).setCellValue(8.0);
            row.createCell(2).setCellValue(123456789012.0);
            row.createCell(3).setCellValue(true);
            row.createCell(4).setCellFormula("1/4");
            row.getCell(4).setCellValue(0.25);
            CellStyle percent = book.createCellStyle();
            percent.setDataFormat(book.createDataFormat().getFormat("0.0%"));
            row.createCell(5).setCellValue(0.125);
            row.getCell(5).setCellStyle(percent);
        });
        PromptRow row = valid(file);
        assertThat(row.id()).isEqualTo("123456789012");
        assertThat(row.otherColumns()).containsEntry("note", "12.5%");
        assertThat(row.requestJson())
                .contains("\"prompt\":\"a cat\\non a roof\"", "\"sharp\":true", "\"scale\":0.25", "\"duration\":8");
    }

    @Test
    void whenTheFirstSheetsAreHiddenThenTheFirstThatIsSeenIsRead() throws IOException {
        Path file = workbook(book -> {
            row(book.createSheet("lists"), 0, "prompt");
            row(book.getSheet("lists"), 1, "nobody sees this");
            row(book.createSheet("films"), 0, "prompt");
            row(book.getSheet("films"), 1, "a cat on a roof");
            book.setActiveSheet(1);
            book.setSheetHidden(0, true);
        });
        SheetCheck sheetCheck = CheckedSheet.of(file, Sheets.RULES).found();
        assertThat(sheetCheck.firstPrompt()).isEqualTo("a cat on a roof");
        assertThat(sheetCheck.recognised().source()).isEqualTo(new DetectedFormat.Workbook("films", List.of()));
    }

    @Test
    void whenRowsAreEmptyOrFormattedBelowTheLastThenTheyAreNoRows() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "duration");
            row(sheet, 3, "a cat on a roof", "8");
            for (int i = 10; i < 500; i++) {
                row(sheet, i, "", " ").setHeightInPoints(30);
            }
        });
        assertThat(valid(file).row()).isEqualTo(4);
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().rows()).isEqualTo(1);
    }

    @Test
    void whenAFormulaIsBrokenThenItsCellIsAMistake() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt");
            row(sheet, 1, "x").getCell(0).setCellErrorValue(FormulaError.REF.getCode());
            Row formula = row(sheet, 2, "x");
            formula.getCell(0).setCellFormula("1/0");
            formula.getCell(0).setCellErrorValue(FormulaError.DIV0.getCode());
        });
        String message = " is a spreadsheet error; fix the formula or widen the column";
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().errors())
                .extracting(RowError::toString)
                .containsExactly(
                        "row 2, column prompt: \"#REF!\"" + message, "row 3, column prompt: \"#DIV/0!\"" + message);
    }

    @Test
    void whenAFormulaWasNeverCalculatedThenItIsSaid() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "duration");
            row(sheet, 1, "a cat on a roof").createCell(1).setCellFormula("4+4");
        });
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().errors())
                .extracting(RowError::toString)
                .containsExactly("row 2, column duration: cell B2 has a formula that was never calculated; open "
                        + "the workbook, save it, and run it again");
    }

    @Test
    void whenAFormulaHasAnEmptyValueThenItWasNeverCalculated() throws IOException {
        Path file = sheet("""
                <row r="1"><c r="A1" t="inlineStr"><is><t>prompt</t></is></c></row>
                <row r="2"><c r="A2"><f>B2</f><v></v></c></row>""");
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().errors())
                .extracting(RowError::toString)
                .containsExactly("row 2, column prompt: cell A2 has a formula that was never calculated; open the "
                        + "workbook, save it, and run it again");
    }

    @Test
    void whenAWorkbookHasNoStylesThenItsNumbersAreRead() throws IOException {
        Path styled = sheet("""
                <row r="1"><c r="A1" t="inlineStr"><is><t>prompt</t></is></c><c r="B1" t="inlineStr"><is><t>duration</t></is></c>
                <c r="C1" t="inlineStr"><is><t>parameters.scale</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t>a cat on a roof</t></is></c><c r="B2"><v>8</v></c>
                <c r="C2"><v>0.25</v></c></row>""");
        Path file = folder.resolve("unstyled.xlsx");
        try (ZipFile all = new ZipFile(styled.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : Collections.list(all.entries())) {
                if (!entry.getName().equals("xl/styles.xml")) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    String text = new String(all.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                    write(out, text.replaceAll("<(Override|Relationship) [^>]*styles[^>]*/>", ""));
                }
            }
        }
        assertThat(valid(file).requestJson()).contains("\"duration\":8", "\"scale\":0.25");
    }

    @Test
    void whenACellHoldsItsOwnTextThenExcelsEscapesAreUndone() throws IOException {
        Path file = sheet("""
                <row r="1"><c r="A1" t="inlineStr"><is><t>prompt</t></is></c><c r="B1" t="inlineStr"><is><t>input.b</t></is></c>
                <c r="C1" t="inlineStr"><is><t>input.c</t></is></c></row>
                <row r="2"><c r="A2" t="inlineStr"><is><t xml:space="preserve">a cat_x000D_\non a roof</t></is></c>
                <c r="B2" t="str"><f>A2</f><v>a cat_x000D_\non a roof</v></c>
                <c r="C2" t="inlineStr"><is><t>a_x005F_x0041_b</t></is></c></row>""");
        assertThat(valid(file).requestJson())
                .contains("\"prompt\":\"a cat\\non a roof\"", "\"b\":\"a cat\\non a roof\"", "\"c\":\"a_x0041_b\"");
    }

    @Test
    void whenALongNumberIsShownAsTextThenItKeepsItsDigits() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "id");
            row(sheet, 1, "a cat on a roof").createCell(1).setCellValue(123456789012.0);
            CellStyle text = book.createCellStyle();
            text.setDataFormat(book.createDataFormat().getFormat("@"));
            sheet.getRow(1).getCell(1).setCellStyle(text);
        });
        assertThat(valid(file).id()).isEqualTo("123456789012");
    }

    @Test
    void whenADateIsShownAsTheSystemWritesItThenItsYearComesFirst() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "date", "time");
            Row row = row(sheet, 1, "a cat on a roof");
            for (int i = 1; i <= 2; i++) {
                CellStyle date = book.createCellStyle();
                date.setDataFormat((short) (i == 1 ? 14 : 22));
                row.createCell(i).setCellValue(LocalDateTime.of(2026, 1, 5, 9, 30));
                row.getCell(i).setCellStyle(date);
            }
        });
        assertThat(valid(file).otherColumns()).isEqualTo(Map.of("date", "2026/1/5", "time", "2026/1/5 9:30"));
    }

    @Test
    void whenCellsAreMergedOverRowsOrHiddenThenItIsSaid() throws IOException {
        Path file = workbook(book -> {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "a title", "");
            row(sheet, 1, "prompt", "duration", "size", "campaign");
            row(sheet, 2, "a cat on a roof", "12", "1280x720", "spring");
            row(sheet, 3, "a dog on a lawn", "", "", "");
            sheet.addMergedRegion(new CellRangeAddress(0, 0, 0, 3));
            sheet.addMergedRegion(new CellRangeAddress(2, 3, 1, 1));
            sheet.addMergedRegion(new CellRangeAddress(2, 3, 3, 3));
            sheet.setColumnHidden(2, true);
            sheet.setColumnHidden(3, true);
        });
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().warnings())
                .containsExactly(
                        "the cells B3:B4 of column \"duration\" are merged: only the first has the "
                                + "value; the others count as empty",
                        "column \"size\" is hidden in the workbook but still read");
    }

    @Test
    void whenTheFirstSheetHasNoPromptsThenTheOthersAreNamed() throws IOException {
        Path notes = workbook(book -> {
            row(book.createSheet("Notes"), 0, "ask Mei");
            row(book.createSheet("Plan"), 0, "prompt");
            book.createSheet("Old");
        });
        assertThatThrownBy(() -> CheckedSheet.of(notes, Sheets.RULES).found())
                .isInstanceOf(SheetException.class)
                .hasMessageStartingWith("there is no column \"prompt\"; row 1 seems to name the columns: \"ask Mei\"")
                .hasMessageEndingWith(
                        ". This is the sheet \"Notes\"; choose another one with --sheet: \"Plan\", \"Old\"");
    }

    @Test
    void whenTheNamedSheetIsMissingThenThoseThatThereAreAreNamed() {
        ReadOptions readOptions = new ReadOptions("spring", null, null, null, Map.of());
        RowRules rules = new RowRules(Catalogue.shipped(), Defaults.NONE, "modelverse", readOptions);
        assertThatThrownBy(() ->
                        CheckedSheet.of(SHEETS.resolve("campaign.xlsx"), rules).found())
                .isInstanceOf(SheetException.class)
                .hasMessage("--sheet spring: there is no such sheet; the workbook has \"春季\", \"想法\"");
    }

    @Test
    void whenTheFileIsOfAnotherProgramThenItSaysHowToSaveIt() throws IOException {
        assertRefused(
                SHEETS.resolve("campaign.xls"),
                "this is an old workbook (.xls or .et); open it, choose 'Save as', 'Excel Workbook (.xlsx)', and run that file");
        assertRefused(
                SHEETS.resolve("campaign.ods"),
                "this is an OpenDocument sheet (.ods); open it in LibreOffice or WPS, choose 'Save as', 'Excel Workbook (.xlsx)', and run that file");
        assertRefused(
                archive("xl/workbook.bin"),
                "this is a binary Excel workbook (.xlsb); open it in Excel, choose 'Save as', 'Excel Workbook (.xlsx)', and run that file");
        assertRefused(
                archive("Index/Document.iwa"),
                "this is a Numbers document; choose 'Export To', 'Excel…' in Numbers, and run that file");
        assertRefused(archive("word/document.xml"), "this is not a sheet; save the sheet as .xlsx or 'CSV UTF-8'");
    }

    @Test
    void whenTheWorkbookHasMacrosThenItIsRefused() throws IOException {
        assertRefused(
                withEntry("xl/vbaProject.bin", out -> {}),
                "the workbook contains macros; save it as 'Excel Workbook (.xlsx)', without them");
    }

    @Test
    void whenTheWorkbookHasAPasswordThenItIsSaid() throws Exception {
        Path file = folder.resolve("secret.xlsx");
        EncryptionInfo info = new EncryptionInfo(EncryptionMode.agile);
        Encryptor encryptor = info.getEncryptor();
        encryptor.confirmPassword("secret");
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            try (OPCPackage plain = OPCPackage.open(
                            new ByteArrayInputStream(Files.readAllBytes(SHEETS.resolve("campaign.xlsx"))));
                    OutputStream out = encryptor.getDataStream(container)) {
                plain.save(out);
            }
            try (OutputStream out = Files.newOutputStream(file)) {
                container.writeFilesystem(out);
            }
        } catch (InvalidFormatException e) {
            throw new AssertionError(e);
        }
        assertRefused(file, "the workbook has a password; save a copy without one and run that");
    }

    @Test
    void whenTheWorkbookIsABombThenItIsRefusedSoon() throws IOException {
        String message = "the unpacked workbook is far too large for a sheet of prompts; save the sheet as 'CSV "
                + "UTF-8' and run that";
        assertRefused(withEntry("xl/sharedStrings.xml", WorkbooksTest::bomb), message);
        assertRefused(withEntry("xl/worksheets/sheet1.xml", WorkbooksTest::bomb), message);
    }

    @Test
    void whenTheWorkbookNamesAnExternalEntityThenItIsNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret.txt"), "top secret");
        Path file = withEntry("xl/sharedStrings.xml", out -> write(out, """
                <?xml version="1.0"?><!DOCTYPE sst [<!ENTITY x SYSTEM "%s">]>
                <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>prompt</t></si>
                <si><t>&x;</t></si></sst>""".formatted(secret.toUri())));
        assertThatThrownBy(() -> CheckedSheet.of(file, Sheets.RULES).found())
                .isInstanceOf(SheetException.class)
                .hasMessageStartingWith("the workbook is damaged")
                .hasMessageNotContaining("top secret");
    }

    @Test
    void whenTheWorkbookIsCutShortThenItIsDamaged() throws IOException {
        byte[] whole = Files.readAllBytes(SHEETS.resolve("campaign.xlsx"));
        for (int length : new int[] {4, 100, whole.length / 2, whole.length - 10}) {
            Path file = Files.write(folder.resolve("cut.xlsx"), Arrays.copyOf(whole, length));
            assertRefused(file, "the workbook is damaged; open it, save it as .xlsx under another name and run that");
        }
    }

    @Test
    void whenAWorkbookIsLongThenItIsStreamed() throws IOException {
        Path file = folder.resolve("long.xlsx");
        try (SXSSFWorkbook book = new SXSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            Sheet sheet = book.createSheet();
            row(sheet, 0, "prompt", "id", "duration");
            for (int i = 1; i <= 10_000; i++) {
                row(sheet, i, "A cat, number " + i + ", running over the hills", "id-" + i, "8");
            }
            book.write(out);
        }
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().validRows()).isEqualTo(10_000);
    }

    /** Creates a sheet with these rows, in the format of the file. */
    private Path sheet(String rows) throws IOException {
        Path file = workbook(Workbook::createSheet);
        Path other = folder.resolve("rows.xlsx");
        try (ZipFile empty = new ZipFile(file.toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(other))) {
            for (ZipEntry entry : Collections.list(empty.entries())) {
                out.putNextEntry(new ZipEntry(entry.getName()));
                String text = new String(empty.getInputStream(entry).readAllBytes(), StandardCharsets.UTF_8);
                write(out, text.replace("<sheetData/>", "<sheetData>" + rows + "</sheetData>"));
            }
        }
        return other;
    }

    private static Row row(Sheet sheet, int index, String... cells) {
        Row row = sheet.createRow(index);
        for (int i = 0; i < cells.length; i++) {
            row.createCell(i).setCellValue(cells[i]);
        }
        return row;
    }

    private Path workbook(Consumer<Workbook> content) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (Workbook book = new XSSFWorkbook();
                OutputStream out = Files.newOutputStream(file)) {
            content.accept(book);
            book.write(out);
        }
        return file;
    }

    private Path archive(String entry) throws IOException {
        Path file = folder.resolve("archive.zip");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new ZipEntry(entry));
        }
        return file;
    }

    /** Creates a good workbook with an additional or replaced entry. */
    private Path withEntry(String name, Consumer<OutputStream> content) throws IOException {
        Path file = folder.resolve("other.xlsx");
        try (ZipFile good = new ZipFile(SHEETS.resolve("campaign.xlsx").toFile());
                ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (ZipEntry entry : Collections.list(good.entries())) {
                if (!entry.getName().equals(name)) {
                    out.putNextEntry(new ZipEntry(entry.getName()));
                    good.getInputStream(entry).transferTo(out);
                }
            }
            out.putNextEntry(new ZipEntry(name));
            content.accept(out);
        }
        return file;
    }

    private static void bomb(OutputStream out) {
        ByteArrayOutputStream row = new ByteArrayOutputStream();
        write(out, "<?xml version=\"1.0\"?><worksheet><sheetData>");
        write(row, "<row/>".repeat(100_000));
        for (int i = 0; i < 200; i++) {
            write(out, row.toString(StandardCharsets.US_ASCII));
        }
    }

    private static void write(OutputStream out, String text) {
        try {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static PromptRow valid(Path file) {
        try (PromptSheet sheet = PromptSheet.open(file, Sheets.RULES)) {
            return ((ParsedRow.Valid) sheet.next()).row();
        }
    }

    private static void assertRefused(Path file, String message) {
        assertThatThrownBy(() -> CheckedSheet.of(file, Sheets.RULES).found())
                .isInstanceOf(SheetException.class)
                .hasMessage(message);
    }
}
