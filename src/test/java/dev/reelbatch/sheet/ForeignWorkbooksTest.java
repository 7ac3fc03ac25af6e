package dev.reelbatch.sheet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.load.CheckedSheet;
import dev.reelbatch.load.ParsedRow;
import dev.reelbatch.load.PromptRow;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.Sheets;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Workbooks that Excel did not write, but that Excel and others open. */
class ForeignWorkbooksTest {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String HEADER = """
            <row r="1"><c r="A1" t="inlineStr"><is><t>prompt</t></is></c><c r="B1" t="inlineStr"><is><t>duration</t></is></c>\
            <c r="C1" t="inlineStr"><is><t>due</t></is></c></row>""";
    private static final String ROW = """
            <row r="2"><c r="A2" t="inlineStr"><is><t>A heron lifts off</t></is></c><c r="B2"><v>8</v></c>%s</row>""";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    static Stream<Arguments> whenPartsAreElsewhereThenTheyAreFound() {
        return Stream.of(
                variant("as Excel has it", parts -> parts),
                variant(
                        "another name of the workbook",
                        parts -> renamed(parts, "xl/workbook.xml", "xl/workbook22.xml")),
                variant("backslashes", ForeignWorkbooksTest::withBackslashes),
                variant(
                        "a part in another case",
                        parts -> moved(parts, "xl/worksheets/sheet1.xml", "xl/Worksheets/Sheet1.XML")),
                variant(
                        "the folder in another case",
                        parts -> moved(
                                moved(
                                        moved(parts, "xl/workbook.xml", "XL/workbook.xml"),
                                        "xl/_rels/workbook.xml.rels",
                                        "XL/_rels/workbook.xml.rels"),
                                "xl/worksheets/sheet1.xml",
                                "XL/worksheets/sheet1.xml")),
                variant(
                        "content types in another case",
                        parts -> moved(parts, "[Content_Types].xml", "[content_types].xml")),
                variant(
                        "absolute targets",
                        parts -> edited(
                                edited(parts, "_rels/.rels", "\"xl/", "\"/xl/"),
                                "xl/_rels/workbook.xml.rels",
                                "\"worksheets/",
                                "\"/xl/worksheets/")),
                variant(
                        "targets with dots",
                        parts -> edited(parts, "xl/_rels/workbook.xml.rels", "\"worksheets/", "\"./worksheets/")),
                variant(
                        "targets with two dots",
                        parts -> edited(parts, "xl/_rels/workbook.xml.rels", "\"worksheets/", "\"../xl/worksheets/")),
                variant(
                        "targets with a backslash",
                        parts -> edited(
                                edited(parts, "xl/_rels/workbook.xml.rels", "\"worksheets/", "\"worksheets\\"),
                                "_rels/.rels",
                                "\"xl/",
                                "\"xl\\")),
                variant("names with a slash in front", ForeignWorkbooksTest::withSlashes),
                variant("names with a dot in front", ForeignWorkbooksTest::withDots),
                variant(
                        "no folder",
                        parts -> edited(
                                edited(
                                        edited(
                                                moved(
                                                        moved(
                                                                moved(parts, "xl/workbook.xml", "workbook.xml"),
                                                                "xl/_rels/workbook.xml.rels",
                                                                "_rels/workbook.xml.rels"),
                                                        "xl/worksheets/sheet1.xml",
                                                        "worksheets/sheet1.xml"),
                                                "_rels/.rels",
                                                "\"xl/",
                                                "\""),
                                        "[Content_Types].xml",
                                        "/xl/",
                                        "/"),
                                "x",
                                "",
                                "")),
                variant(
                        "a sheet of another name",
                        parts -> renamed(parts, "xl/worksheets/sheet1.xml", "xl/worksheets/data.xml")),
                variant("strict", ForeignWorkbooksTest::strict),
                variant(
                        "a style and shared texts that are missing",
                        parts -> edited(
                                parts,
                                "xl/_rels/workbook.xml.rels",
                                "</Relationships>",
                                "<Relationship Id=\"rId8\" Type=\"" + RELATIONS + "/styles\" Target=\"styles.xml\"/>"
                                        + "<Relationship Id=\"rId9\" Type=\"" + RELATIONS
                                        + "/sharedStrings\" Target=\"sharedStrings.xml\"/></Relationships>")),
                variant(
                        "no content type of the sheet",
                        parts -> edited(
                                parts,
                                "[Content_Types].xml",
                                "<Override PartName=\"/xl/worksheets/sheet1.xml\"[^>]*/>",
                                "")),
                variant("no content types", parts -> without(parts, "[Content_Types].xml")),
                variant("no relations of the package", parts -> without(parts, "_rels/.rels")),
                variant(
                        "macros allowed and none there",
                        parts -> edited(
                                parts,
                                "[Content_Types].xml",
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main",
                                "application/vnd.ms-excel.sheet.macroEnabled.main")),
                variant(
                        "a template",
                        parts -> edited(
                                parts,
                                "[Content_Types].xml",
                                "spreadsheetml.sheet.main",
                                "spreadsheetml.template.main")),
                variant(
                        "a wrong dimension",
                        parts -> edited(
                                parts,
                                "xl/worksheets/sheet1.xml",
                                "<sheetData>",
                                "<dimension ref=\"A1\"/><sheetData>")),
                variant(
                        "an unreadable dimension",
                        parts -> edited(
                                parts, "xl/worksheets/sheet1.xml", "<sheetData>", "<dimension ref=\"\"/><sheetData>")),
                variant(
                        "no numbers of rows and cells",
                        parts -> edited(parts, "xl/worksheets/sheet1.xml", " r=\"[A-Z]*\\d+\"", "")),
                variant(
                        "no numbers of rows",
                        parts -> edited(parts, "xl/worksheets/sheet1.xml", "<row r=\"\\d+\"", "<row")),
                variant(
                        "small letters of cells",
                        parts -> edited(
                                edited(parts, "xl/worksheets/sheet1.xml", "r=\"A", "r=\"a"),
                                "xl/worksheets/sheet1.xml",
                                "r=\"B",
                                "r=\"b")),
                variant("names of elements with a prefix", ForeignWorkbooksTest::prefixed),
                variant("a mark of the encoding", parts -> edited(parts, "xl/worksheets/sheet1.xml", "^", "\uFEFF")),
                variant("folders as entries", ForeignWorkbooksTest::withFolders),
                variant(
                        "a comment with odd things",
                        parts -> edited(
                                parts,
                                "xl/worksheets/sheet1.xml",
                                "<sheetData>",
                                "<!-- x --><sheetViews><sheetView workbookViewId=\"0\"/></sheetViews><sheetData>")),
                variant(
                        "the date system of 1904",
                        parts -> edited(parts, "xl/workbook.xml", "<sheets>", "<workbookPr date1904=\"1\"/><sheets>")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource
    void whenPartsAreElsewhereThenTheyAreFound(String name, UnaryOperator<Map<String, String>> change)
            throws IOException {
        PromptRow row = valid(workbook(change.apply(parts(HEADER + ROW.formatted("")))));
        assertThat(row.prompt()).isEqualTo("A heron lifts off");
        assertThat(row.duration()).isEqualTo(8);
        assertThat(row.row()).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "t=\"d\"><v>2026-02-14T08:27:48.765Z</v>",
                "t=\"d\"><v>2026-02-14T08:27:48Z</v>",
                "t=\"d\"><v>2026-02-14</v>",
                "t=\"d\"><v>2026-02-14T08:27:48.765+02:00</v>",
                "t=\"d\"><v>2026-02-14T08:27</v>",
                "><v>2026-02-14T08:27:48Z</v>",
                "t=\"d\"><v></v>",
                "t=\"d\"><v>soon</v>",
                "t=\"n\"><v></v>",
                "><v/>",
                "t=\"n\"><v> </v>",
                "t=\"b\"><v/>",
                "t=\"b\"><v>1</v>",
                "t=\"s\"><v></v>",
                "t=\"e\"><v>#N/A</v>",
                "t=\"e\"><v/>",
                "t=\"str\"><v/>",
                "t=\"inlineStr\"><is/>",
                "t=\"inlineStr\"><is><t/></is>",
                "><f>TODAY()+7</f>",
                "><f>TODAY()+7</f><v></v>",
                "t=\"str\"><f>A2</f><v></v>",
                "t=\"x\"><v>1</v>",
                "><v>1,5</v>",
                "><v>1e400</v>",
                "t=\"inlineStr\"><is><r><t>a</t></r><r><t>b</t></r></is>",
                "t=\"array\"><f t=\"array\" ref=\"C2\">A2</f>",
                "><v>NaN</v>"
            })
    void whenACellThatIsNotSentIsOddThenItDoesNotMatter(String cell) throws IOException {
        Path file = workbook(parts(HEADER + ROW.formatted("<c r=\"C2\" " + cell + "</c>")));
        assertThat(valid(file).duration()).isEqualTo(8);
        assertThat(CheckedSheet.of(file, Sheets.RULES).found().errors()).isEmpty();
    }

    @Test
    void whenACellThatIsSentCantBeReadThenItIsNamed() throws IOException {
        String row =
                "<row r=\"3\"><c r=\"A3\" t=\"inlineStr\"><is><t>A crane at dawn</t></is></c><c r=\"B3\" %s</c></row>";
        assertThat(errors(row.formatted("t=\"d\"><v>soon</v>")))
                .containsExactly(
                        "row 3, column duration: cell B3 contains \"soon\", which is neither a number nor a date");
        assertThat(errors(row.formatted("><f>4+4</f>")))
                .containsExactly("row 3, column duration: cell B3 has a formula that was never calculated; open "
                        + "the workbook, save it, and run it again");
        assertThat(errors(row.formatted("t=\"x\"><v>8</v>")))
                .containsExactly("row 3, column duration: cell B3 can't be read; type the value again");
    }

    @Test
    void whenADateHasAZoneThenItIsShownAsItsFormatHasIt() throws IOException {
        Map<String, String> parts =
                parts(HEADER + ROW.formatted("<c r=\"C2\" t=\"d\"><v>2026-02-14T08:27:48.765Z</v></c>"));
        assertThat(valid(workbook(parts)).otherColumns()).containsEntry("due", "2026-02-14T08:27:48.765Z");
    }

    private List<String> errors(String row) throws IOException {
        Path file = workbook(parts(HEADER + ROW.formatted("") + row));
        return CheckedSheet.of(file, Sheets.RULES).found().errors().stream()
                .map(RowError::toString)
                .toList();
    }

    private static Arguments variant(String name, UnaryOperator<Map<String, String>> change) {
        return Arguments.of(name, change);
    }

    private static Map<String, String> parts(String rows) {
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("[Content_Types].xml", """
                <?xml version="1.0" encoding="UTF-8"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>\
                <Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>\
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>\
                </Types>""");
        parts.put("_rels/.rels", """
                <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="%s/officeDocument" Target="xl/workbook.xml"/></Relationships>""".formatted(RELATIONS));
        parts.put("xl/workbook.xml", """
                <?xml version="1.0" encoding="UTF-8"?><workbook xmlns="%s" xmlns:r="%s"><sheets>\
                <sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>""".formatted(MAIN, RELATIONS));
        parts.put("xl/_rels/workbook.xml.rels", """
                <?xml version="1.0" encoding="UTF-8"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">\
                <Relationship Id="rId1" Type="%s/worksheet" Target="worksheets/sheet1.xml"/></Relationships>""".formatted(RELATIONS));
        parts.put("xl/worksheets/sheet1.xml", """
                <?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="%s" xmlns:r="%s"><sheetData>%s</sheetData></worksheet>""".formatted(MAIN, RELATIONS, rows));
        return parts;
    }

    private static Map<String, String> moved(Map<String, String> parts, String from, String to) {
        Map<String, String> moved = new LinkedHashMap<>();
        parts.forEach((name, text) -> moved.put(name.equals(from) ? to : name, text));
        return moved;
    }

    /** Renames a part with all references to it. */
    private static Map<String, String> renamed(Map<String, String> parts, String from, String to) {
        String old = from.substring(from.lastIndexOf('/') + 1);
        String other = to.substring(to.lastIndexOf('/') + 1);
        Map<String, String> renamed = new LinkedHashMap<>();
        parts.forEach((name, text) -> renamed.put(name.replace(old, other), text.replace(old, other)));
        return renamed;
    }

    private static Map<String, String> edited(
            Map<String, String> parts, String name, String regex, String replacement) {
        Map<String, String> edited = new LinkedHashMap<>(parts);
        edited.computeIfPresent(name, (key, text) -> text.replaceAll(regex, replacement.replace("\\", "\\\\")));
        return edited;
    }

    private static Map<String, String> without(Map<String, String> parts, String name) {
        Map<String, String> some = new LinkedHashMap<>(parts);
        some.remove(name);
        return some;
    }

    private static Map<String, String> withBackslashes(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>();
        parts.forEach((name, text) -> changed.put(name.replace('/', '\\'), text));
        return changed;
    }

    private static Map<String, String> withSlashes(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>();
        parts.forEach((name, text) -> changed.put("/" + name, text));
        return changed;
    }

    private static Map<String, String> withDots(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>();
        parts.forEach((name, text) -> changed.put("./" + name, text));
        return changed;
    }

    private static Map<String, String> withFolders(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>();
        List.of("_rels/", "xl/", "xl/_rels/", "xl/worksheets/").forEach(name -> changed.put(name, ""));
        changed.putAll(parts);
        return changed;
    }

    private static Map<String, String> strict(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>();
        parts.forEach((name, text) -> changed.put(
                name,
                text.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                        .replace(RELATIONS, "http://purl.oclc.org/ooxml/officeDocument/relationships")));
        return changed;
    }

    private static Map<String, String> prefixed(Map<String, String> parts) {
        Map<String, String> changed = new LinkedHashMap<>(parts);
        for (String name : List.of("xl/workbook.xml", "xl/worksheets/sheet1.xml")) {
            changed.computeIfPresent(name, (key, text) -> text.replaceAll("<(/?)(?=[a-z])", "<$1x:")
                    .replace("xmlns=", "xmlns:x="));
        }
        return changed;
    }

    private Path workbook(Map<String, String> parts) throws IOException {
        Path file = folder.resolve("book.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            parts.forEach((name, text) -> {
                try {
                    out.putNextEntry(entry(name, text));
                    out.write(text.getBytes(StandardCharsets.UTF_8));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        }
        return file;
    }

    private static ZipEntry entry(String name, String text) {
        ZipEntry entry = new ZipEntry(name);
        if (name.endsWith("/")) {
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(0);
            entry.setCrc(new CRC32().getValue());
        }
        return entry;
    }

    private static PromptRow valid(Path file) {
        try (PromptSheet sheet = PromptSheet.open(file, Sheets.RULES)) {
            return ((ParsedRow.Valid) sheet.next()).row();
        }
    }
}
