package dev.reelbatch.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that were pasted into a sheet of a workbook, by the names of their parts: over a cell, as every
 * spreadsheet does, or into it, as Excel does, and WPS with its function DISPIMG.
 */
public final class XlsxPictures {

    private static final XlsxPictures NONE = new XlsxPictures();
    private static final String OF_WPS = "xl/cellimages.xml";
    private static final Pattern DISPLAYED = Pattern.compile("=(?:_xlfn\\.)?DISPIMG\\(\"([^\"]+)\".*", Pattern.DOTALL);
    private static final int LONGEST = 64 << 20;

    private final Map<Integer, Map<Integer, String>> overCells = new HashMap<>();
    private final Map<String, String> byId = new HashMap<>();
    private final Map<String, String> inCells = new HashMap<>();

    private XlsxPictures() {}

    /** Finds the pictures of a sheet by its name. */
    static XlsxPictures of(Path workbook, String sheet) throws IOException {
        try (ZipFile archive = new ZipFile(workbook.toFile(), StandardCharsets.UTF_8)) {
            if (archive.stream().noneMatch(part -> part.getName().contains("media/"))) {
                return NONE;
            }
            XlsxParts parts = new XlsxParts(archive);
            XlsxPictures pictures = new XlsxPictures();
            String main = parts.workbook();
            String part = main == null ? null : sheet(parts, archive, main, sheet);
            if (part != null) {
                for (XlsxParts.Relation relation : parts.relations(XlsxParts.relationsOf(part))) {
                    String drawing = parts.part(XlsxParts.folderOf(part), relation.target());
                    if (relation.kind().equals("drawing") && drawing != null) {
                        pictures.addDrawing(parts, archive, drawing);
                    }
                }
            }
            if (part != null) {
                pictures.inCells.putAll(new XlsxCellPictures(parts, archive).of(part));
            }
            String ofWps = parts.part("", OF_WPS);
            if (ofWps != null) {
                pictures.addOfWps(parts, archive, ofWps);
            }
            return pictures;
        } catch (XMLStreamException e) {
            throw XlsxFile.damaged(e);
        }
    }

    /** Returns the part that holds the sheet; null if there is none of this name. */
    private static @Nullable String sheet(XlsxParts parts, ZipFile archive, String main, String name)
            throws IOException, XMLStreamException {
        Map<String, String> targets = targets(parts, main);
        try (InputStream in = archive.getInputStream(archive.getEntry(main))) {
            XMLStreamReader xml = XlsxParts.factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("sheet")
                        && name.equals(xml.getAttributeValue(null, "name"))) {
                    return target(xml, "id", targets);
                }
            }
        }
        return null;
    }

    /** Returns the parts to which a part refers, by the reference's id. */
    static Map<String, String> targets(XlsxParts parts, String name) throws IOException {
        Map<String, String> targets = new HashMap<>();
        for (XlsxParts.Relation relation : parts.relations(XlsxParts.relationsOf(name))) {
            String part = relation.isPart() ? parts.part(XlsxParts.folderOf(name), relation.target()) : null;
            if (part != null) {
                targets.put(relation.id(), part);
            }
        }
        return targets;
    }

    private void addDrawing(XlsxParts parts, ZipFile archive, String drawing) throws IOException, XMLStreamException {
        Map<String, String> targets = targets(parts, drawing);
        try (InputStream in = archive.getInputStream(archive.getEntry(drawing))) {
            XMLStreamReader xml = XlsxParts.factory().createXMLStreamReader(in);
            boolean isFrom = false;
            int row = -1;
            int column = -1;
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamReader.END_ELEMENT && xml.getLocalName().equals("from")) {
                    isFrom = false;
                } else if (event == XMLStreamReader.START_ELEMENT) {
                    switch (xml.getLocalName()) {
                        case "from" -> isFrom = true;
                        case "row" -> row = isFrom ? whole(xml) : row;
                        case "col" -> column = isFrom ? whole(xml) : column;
                        case "blip" -> addOver(row, column, target(xml, "embed", targets));
                        default -> {
                            // only places and pictures matter
                        }
                    }
                }
            }
        }
    }

    private static int whole(XMLStreamReader xml) throws XMLStreamException {
        String text = xml.getElementText().strip();
        return text.matches("\\d{1,7}") ? Integer.parseInt(text) : -1;
    }

    static @Nullable String target(XMLStreamReader xml, String attribute, Map<String, String> targets) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(attribute)) {
                return targets.get(xml.getAttributeValue(i));
            }
        }
        return null;
    }

    private void addOver(int row, int column, @Nullable String part) {
        if (part != null && row >= 0 && column >= 0) {
            overCells
                    .computeIfAbsent(row, any -> new TreeMap<>())
                    .merge(column, part, (one, other) -> one.equals(other) ? one : one + " " + other);
        }
    }

    private void addOfWps(XlsxParts parts, ZipFile archive, String ofWps) throws IOException, XMLStreamException {
        Map<String, String> targets = targets(parts, ofWps);
        try (InputStream in = archive.getInputStream(archive.getEntry(ofWps))) {
            XMLStreamReader xml = XlsxParts.factory().createXMLStreamReader(in);
            String id = "";
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    if (xml.getLocalName().equals("cNvPr")) {
                        id = String.valueOf(xml.getAttributeValue(null, "name"));
                    } else if (xml.getLocalName().equals("blip")) {
                        String part = target(xml, "embed", targets);
                        if (part != null) {
                            byId.putIfAbsent(id, part);
                        }
                    }
                }
            }
        }
    }

    /** Returns the pictures over the cells of a row, by the index of their columns. */
    Map<Integer, String> over(int rowNumber) {
        return overCells.getOrDefault(rowNumber - 1, Map.of());
    }

    /** Returns the picture that Excel has put into a cell; null if there is none. */
    @Nullable String in(String cell) {
        return inCells.get(cell);
    }

    /** Returns the picture that a formula shows in its cell; the text itself if it shows none. */
    String shown(String text) {
        if (byId.isEmpty() || !text.startsWith("=")) {
            return text;
        }
        Matcher formula = DISPLAYED.matcher(text);
        return formula.matches() ? byId.getOrDefault(formula.group(1), text) : text;
    }

    /**
     * Reads a picture out of a workbook.
     *
     * @param part as cells name it
     * @return null if the file is no workbook or has no such part, or it is longer than any picture that is sent
     */
    public static byte @Nullable [] read(Path file, String part) {
        if (!part.contains("media/")) {
            return null;
        }
        try (ZipFile archive = new ZipFile(file.toFile(), StandardCharsets.UTF_8)) {
            ZipEntry entry = archive.getEntry(part);
            if (entry == null) {
                return null;
            }
            try (InputStream in = archive.getInputStream(entry)) {
                byte[] bytes = in.readNBytes(LONGEST);
                return bytes.length < LONGEST ? bytes : null;
            }
        } catch (IOException e) {
            return null; // a sheet of another kind
        }
    }
}
