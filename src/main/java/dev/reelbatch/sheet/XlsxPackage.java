package dev.reelbatch.sheet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A workbook in memory, built from parts of another one, with the names and content types that the standard gives them.
 */
final class XlsxPackage {

    private static final String STANDARD = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.%s+xml";

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final ZipOutputStream out = new ZipOutputStream(bytes);
    private final StringBuilder types = new StringBuilder();
    private final StringBuilder relations = new StringBuilder();
    private String namespace = STANDARD;
    private long left;

    /** @param mostBytes largest unpacked size */
    XlsxPackage(long mostBytes) {
        this.left = mostBytes;
    }

    /**
     * Adds a part.
     *
     * @param kind the kind as content types name it, such as {@code worksheet}
     */
    void add(String name, String kind, InputStream content) throws IOException {
        out.putNextEntry(new ZipEntry("xl/" + name));
        byte[] some = new byte[1 << 16];
        for (int count = content.read(some); count >= 0; count = content.read(some)) {
            left -= count;
            if (left < 0) {
                throw XlsxFile.bomb(null);
            }
            out.write(some, 0, count);
        }
        types.append("<Override PartName=\"/xl/%s\" ContentType=\"%s\"/>".formatted(name, TYPE.formatted(kind)));
    }

    /**
     * Makes the workbook refer to a part.
     *
     * @param type a URI; the type of the workbook has the same namespace, which differs in strict workbooks
     */
    void relate(String id, String type, String name) {
        relations.append(relation(id, type, name));
        namespace = type.substring(0, type.lastIndexOf('/'));
    }

    byte[] bytes() throws IOException {
        write("xl/_rels/workbook.xml.rels", relations(relations.toString()));
        write("_rels/.rels", relations(relation("rId1", namespace + "/officeDocument", "xl/workbook.xml")));
        write("[Content_Types].xml", """
                <Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">\
                <Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
                <Default Extension="xml" ContentType="application/xml"/>%s</Types>""".formatted(types));
        out.close();
        return bytes.toByteArray();
    }

    private void write(String name, String text) throws IOException {
        out.putNextEntry(new ZipEntry(name));
        out.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String relations(String all) {
        return "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">" + all
                + "</Relationships>";
    }

    private static String relation(String id, String type, String target) {
        return "<Relationship Id=\"%s\" Type=\"%s\" Target=\"%s\"/>".formatted(escaped(id), escaped(type), target);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
    }
}
