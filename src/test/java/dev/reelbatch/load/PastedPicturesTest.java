package dev.reelbatch.load;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.picture.Photos;
import dev.reelbatch.picture.PictureStore;
import dev.reelbatch.sheet.ReadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pictures that were pasted into a workbook, as Excel, LibreOffice and WPS store them. */
class PastedPicturesTest {

    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String MODEL = "MiniMax-Hailuo-2.3-Fast";

    @TempDir
    Path folder;

    private final byte[] mug = Photos.of("jpg", 640, 480);
    private final byte[] cup = Photos.of("png", 400, 500);
    private final Map<String, byte[]> parts = new LinkedHashMap<>();

    private static String text(String cell, String text) {
        return "<c r=\"%s\" t=\"inlineStr\"><is><t>%s</t></is></c>".formatted(cell, text);
    }

    private static String anchor(int column, int row, String picture) {
        return """
                <xdr:twoCellAnchor><xdr:from><xdr:col>%d</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>%d</xdr:row>\
                <xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:to><xdr:col>9</xdr:col><xdr:row>9</xdr:row></xdr:to>\
                <xdr:pic><xdr:blipFill><a:blip r:embed="%s"/></xdr:blipFill></xdr:pic></xdr:twoCellAnchor>""".formatted(column, row, picture);
    }

    private static String relations(String... idTypeTarget) {
        StringBuilder all = new StringBuilder(
                "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">");
        for (int i = 0; i < idTypeTarget.length; i += 3) {
            all.append("<Relationship Id=\"%s\" Type=\"%s/%s\" Target=\"%s\"/>"
                    .formatted(idTypeTarget[i], RELATIONS, idTypeTarget[i + 1], idTypeTarget[i + 2]));
        }
        return all.append("</Relationships>").toString();
    }

    private void part(String name, String text) {
        parts.put(name, ("<?xml version=\"1.0\" encoding=\"UTF-8\"?>" + text).getBytes(UTF_8));
    }

    /** Writes a workbook with these rows below the header, and these anchors of pictures. */
    private Path workbook(String rows, String... anchors) throws IOException {
        String type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
        part("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/><Default Extension="png" ContentType="image/png"/><Default Extension="jpeg" ContentType="image/jpeg"/>\
                <Override PartName="/xl/workbook.xml" ContentType="%1$s.sheet.main+xml"/>\
                <Override PartName="/xl/worksheets/sheet1.xml" ContentType="%1$s.worksheet+xml"/></Types>""".formatted(type));
        part("_rels/.rels", relations("rId1", "officeDocument", "xl/workbook.xml"));
        part("xl/workbook.xml", """
                <workbook xmlns="%s" xmlns:r="%s"><sheets><sheet name="春季" sheetId="1" r:id="rId7"/></sheets></workbook>""".formatted(MAIN, RELATIONS));
        part("xl/_rels/workbook.xml.rels", relations("rId7", "worksheet", "worksheets/sheet1.xml"));
        part("xl/worksheets/sheet1.xml", """
                <worksheet xmlns="%s" xmlns:r="%s"><sheetData><row r="1">%s%s%s</row>%s</sheetData><drawing r:id="rId1"/>\
                </worksheet>""".formatted(
                        MAIN, RELATIONS, text("A1", "prompt"), text("B1", "model"), text("C1", "图片"), rows));
        part("xl/worksheets/_rels/sheet1.xml.rels", relations("rId1", "drawing", "../drawings/drawing1.xml"));
        part("xl/drawings/drawing1.xml", """
                <xdr:wsDr xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" \
                xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="%s">%s</xdr:wsDr>""".formatted(RELATIONS, String.join("", anchors)));
        part(
                "xl/drawings/_rels/drawing1.xml.rels",
                relations("rId1", "image", "../media/image1.jpeg", "rId2", "image", "../media/image2.png"));
        parts.put("xl/media/image1.jpeg", mug);
        parts.put("xl/media/image2.png", cup);
        Path file = folder.resolve("sheet.xlsx");
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(file))) {
            for (Map.Entry<String, byte[]> part : parts.entrySet()) {
                out.putNextEntry(new ZipEntry(part.getKey()));
                out.write(part.getValue());
            }
        }
        return file;
    }

    private static String row(int number, String more) {
        return "<row r=\"%1$d\">%2$s%3$s%4$s</row>"
                .formatted(number, text("A" + number, "a mug " + number), text("B" + number, MODEL), more);
    }

    private Pictures pictures(Path file) {
        return Pictures.NONE
                .and(folder, false, new PictureStore(folder.resolve("home")))
                .inWorkbook(file, new PictureStore(folder.resolve("home")));
    }

    private List<ParsedRow> rows(Path file, Pictures pictures) {
        List<ParsedRow> rows = new ArrayList<>();
        try (PromptSheet sheet = PromptSheet.open(file, Sheets.RULES.with(pictures))) {
            sheet.forEachRemaining(rows::add);
        }
        return rows;
    }

    private List<String> requests(Path file) {
        return rows(file, pictures(file)).stream()
                .map(row -> ((ParsedRow.Valid) row).row().requestJson())
                .toList();
    }

    /** As WPS stores pictures in cells. */
    private Path ofWps() throws IOException {
        part("xl/cellimages.xml", """
                <etc:cellImages xmlns:etc="http://www.wps.cn/officeDocument/2017/etCustomData" \
                xmlns:xdr="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" \
                xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" xmlns:r="%s"><etc:cellImage><xdr:pic>\
                <xdr:nvPicPr><xdr:cNvPr id="2" name="ID_ABC"/></xdr:nvPicPr><xdr:blipFill><a:blip r:embed="rId1"/>\
                </xdr:blipFill></xdr:pic></etc:cellImage></etc:cellImages>""".formatted(RELATIONS));
        part("xl/_rels/cellimages.xml.rels", relations("rId1", "image", "media/image2.png"));
        return workbook(row(
                2, "<c r=\"C2\" t=\"str\"><f>_xlfn.DISPIMG(\"ID_ABC\",1)</f>" + "<v>=DISPIMG(\"ID_ABC\",1)</v></c>"));
    }

    /** As Excel stores pictures in cells. */
    private Path ofExcel() throws IOException {
        part("xl/metadata.xml", """
                <metadata xmlns="%s"><futureMetadata name="XLRICHVALUE" count="2"><bk><extLst><ext><rvb i="0"/></ext>\
                </extLst></bk><bk><extLst><ext><rvb i="1"/></ext></extLst></bk></futureMetadata><valueMetadata count="2">\
                <bk><rc t="1" v="0"/></bk><bk><rc t="1" v="1"/></bk></valueMetadata></metadata>""".formatted(MAIN));
        part("xl/richData/rdrichvalue.xml", """
                <rvData xmlns="x" count="2"><rv s="0"><v>0</v><v>5</v></rv><rv s="0"><v>1</v><v>5</v></rv></rvData>""");
        part("xl/richData/richValueRel.xml", """
                <richValueRels xmlns="x" xmlns:r="%s"><rel r:id="rId1"/><rel r:id="rId2"/></richValueRels>""".formatted(RELATIONS));
        part(
                "xl/richData/_rels/richValueRel.xml.rels",
                relations("rId1", "image", "../media/image1.jpeg", "rId2", "image", "../media/image2.png"));
        String error = "<c r=\"C%d\" t=\"e\" vm=\"%d\"><v>#VALUE!</v></c>";
        return workbook(row(2, error.formatted(2, 2)) + row(3, error.formatted(3, 1)));
    }

    private Path changed(Path file, int row, String heading, String text) throws IOException {
        SheetEdits.Edited edited = SheetEdits.apply(file, ReadOptions.RECOGNISED, Map.of(row, Map.of(heading, text)));
        assertThat(edited.isText()).isFalse();
        return Files.write(folder.resolve("changed.xlsx"), edited.content());
    }

    private static Map<String, byte[]> partsOf(Path file) throws IOException {
        Map<String, byte[]> all = new LinkedHashMap<>();
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                all.put(entry.getName(), in.readAllBytes());
            }
        }
        return all;
    }

    @Test
    void whenATextIsChangedOnThePageThenPicturesOfWpsAreWhole() throws IOException {
        Path changed = changed(ofWps(), 2, "prompt", "another mug");
        assertThat(requests(changed))
                .singleElement()
                .asString()
                .contains("another mug", "data:image/png;base64,picture:sha256:" + Sha256.of(cup));
        Map<String, byte[]> after = partsOf(changed);
        assertThat(after).containsEntry("xl/media/image2.png", cup).containsKey("xl/_rels/cellimages.xml.rels");
        assertThat(new String(after.get("xl/worksheets/sheet1.xml"), UTF_8))
                .contains("_xlfn.DISPIMG(\"ID_ABC\",1)</f>", "=DISPIMG(\"ID_ABC\",1)</v>");
        assertThat(new String(after.get("xl/cellimages.xml"), UTF_8)).contains("ID_ABC", "etc:cellImage");
    }

    @Test
    void whenAPictureInACellIsReplacedByATextThenItsFunctionIsGone() throws IOException {
        Path changed = changed(ofWps(), 2, "图片", "https://example.com/mug.jpg");
        assertThat(requests(changed)).singleElement().asString().contains("https://example.com/mug.jpg");
        assertThat(new String(partsOf(changed).get("xl/worksheets/sheet1.xml"), UTF_8))
                .doesNotContain("DISPIMG");
    }

    @Test
    void whenATextIsChangedOnThePageThenPicturesOfExcelAreWhole() throws IOException {
        assertThat(requests(changed(ofExcel(), 3, "prompt", "another mug")))
                .satisfiesExactly(first -> assertThat(first).contains(Sha256.of(cup)), second -> assertThat(second)
                        .contains("another mug", Sha256.of(mug)));
        Path over = workbook(row(2, ""), anchor(2, 1, "rId1"));
        assertThat(requests(changed(over, 2, "prompt", "another mug")))
                .singleElement()
                .asString()
                .contains("another mug", Sha256.of(mug));
    }

    @Test
    void whenPicturesArePastedOverCellsThenTheirRowsAreMadeFromThem() throws IOException {
        Path file = workbook(row(2, "") + row(3, ""), anchor(2, 1, "rId1"), anchor(2, 2, "rId2"));
        assertThat(requests(file))
                .satisfiesExactly(
                        first -> assertThat(first).contains("data:image/jpeg;base64,picture:sha256:" + Sha256.of(mug)),
                        second ->
                                assertThat(second).contains("data:image/png;base64,picture:sha256:" + Sha256.of(cup)));
        assertThat(new PictureStore(folder.resolve("home")).copyOf(Sha256.of(mug)))
                .hasBinaryContent(mug);
    }

    @Test
    void whenAPictureIsElsewhereThenItIsDecoration() throws IOException {
        Path file = workbook(
                row(2, text("C2", "https://example.com/mug.jpg")),
                anchor(0, 0, "rId1"),
                anchor(2, 0, "rId1"),
                anchor(0, 1, "rId1"),
                anchor(2, 1, "rId1"),
                anchor(7, 1, "rId2"),
                anchor(2, 8, "rId2"));
        assertThat(requests(file)).singleElement().asString().contains("https://example.com/mug.jpg", "a mug 2");
    }

    @Test
    void whenWpsHasPicturesInCellsThenTheirRowsAreMadeFromThem() throws IOException {
        Path file = ofWps();
        assertThat(requests(file))
                .singleElement()
                .asString()
                .contains("data:image/png;base64,picture:sha256:" + Sha256.of(cup));
    }

    @Test
    void whenExcelHasPicturesInCellsThenTheirRowsAreMadeFromThem() throws IOException {
        Path file = ofExcel();
        assertThat(requests(file))
                .satisfiesExactly(first -> assertThat(first).contains(Sha256.of(cup)), second -> assertThat(second)
                        .contains(Sha256.of(mug)));
    }

    @Test
    void whenAPastedPictureIsWrongThenTheMistakeNamesItsCell() throws IOException {
        Path file = workbook(row(2, "") + row(3, ""), anchor(2, 1, "rId1"), anchor(2, 1, "rId2"), anchor(2, 2, "rId1"));
        assertThat(rows(file, pictures(file)).get(0)).isInstanceOfSatisfying(ParsedRow.Invalid.class, row -> assertThat(
                        row.errors())
                .singleElement()
                .asString()
                .startsWith("row 2, column 图片: \"xl/media/image1.jpeg xl/media/image2.png\" is not a file in "));
    }

    @Test
    void whenTheSheetIsGoneThenItsListStillMeansItsPictures() throws IOException {
        Path file = workbook(row(2, ""), anchor(2, 1, "rId1"));
        Pictures pictures = pictures(file);
        rows(file, pictures);
        assertThat(rows(file, Pictures.listed(String.valueOf(pictures.list()))))
                .singleElement()
                .isInstanceOf(ParsedRow.Valid.class);
    }
}
