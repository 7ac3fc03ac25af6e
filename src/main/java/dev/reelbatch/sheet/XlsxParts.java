package dev.reelbatch.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * Finds the parts of a workbook as spreadsheets do: by the references to them, whatever their names and spellings.
 * Libraries that write workbooks take liberties that the library which reads them does not allow.
 */
final class XlsxParts {

    private static final String TYPES = "[content_types].xml";
    private static final String RELATIONS = "_rels/.rels";
    private static final List<String> KINDS = List.of("worksheet", "sharedStrings", "styles");

    /**
     * A reference of one part to another.
     *
     * @param mode whether the target is a part or an external address
     */
    record Relation(
            String id, String type, String target, @Nullable String mode) {

        String kind() {
            return type.substring(type.lastIndexOf('/') + 1);
        }

        boolean isPart() {
            return !"External".equals(mode);
        }
    }

    private final ZipFile archive;
    private final Map<String, ZipEntry> entries = new LinkedHashMap<>();

    XlsxParts(ZipFile archive) {
        this.archive = archive;
        for (ZipEntry entry : Collections.list(archive.entries())) {
            if (!entry.isDirectory()) {
                entries.putIfAbsent(plain(entry.getName()), entry);
            }
        }
    }

    /** Normalises a part's name; names are compared without case. */
    private static String plain(String name) {
        return resolved("", name).toLowerCase(Locale.ROOT);
    }

    /** Resolves the name of a part that a part in this folder refers to. */
    private static String resolved(String folder, String target) {
        String slashed = target.replace('\\', '/');
        Deque<String> steps = new ArrayDeque<>();
        String all = slashed.startsWith("/") ? slashed : folder + slashed;
        Arrays.stream(all.split("/", -1))
                .filter(step -> !step.isEmpty() && !step.equals("."))
                .forEach(step -> {
                    if (step.equals("..")) {
                        steps.pollLast();
                    } else {
                        steps.addLast(step);
                    }
                });
        return String.join("/", steps);
    }

    boolean has(String name) {
        return entries.containsKey(plain(name));
    }

    @Nullable ZipEntry entry(String name) {
        return entries.get(plain(name));
    }

    /** Returns the name of the part that lists the sheets, as spelled in the archive; null if there is none. */
    @Nullable String workbook() throws IOException {
        for (Relation relation : relations(RELATIONS)) {
            if (relation.kind().equals("officeDocument") && relation.isPart()) {
                String name = part("", relation.target());
                return name != null && isWorkbook(name) ? name : null;
            }
        }
        return entries.entrySet().stream()
                .filter(entry -> entry.getKey().matches("(?:.*/)?workbook\\d*\\.xml"))
                .map(entry -> entry.getValue().getName())
                .findFirst()
                .orElse(null);
    }

    /** Returns whether the part is a workbook: the packages of other programs have a main part as well. */
    private boolean isWorkbook(String name) throws IOException {
        return relations(relationsOf(name)).stream()
                        .anyMatch(relation -> relation.kind().equals("worksheet"))
                || plain(name).equals("xl/workbook.xml");
    }

    /** Returns the name of a part, as spelled in the archive, to which a part in this folder refers; null if it is missing. */
    @Nullable String part(String folder, String target) {
        ZipEntry entry = entries.get(plain(resolved(folder, target)));
        ZipEntry decoded = entry == null && target.indexOf('%') >= 0
                ? entries.get(plain(resolved(folder, URLDecoder.decode(target, StandardCharsets.UTF_8))))
                : entry;
        return decoded == null ? null : decoded.getName();
    }

    static String folderOf(String name) {
        String plain = resolved("", name);
        return plain.substring(0, plain.lastIndexOf('/') + 1);
    }

    static String relationsOf(String name) {
        String folder = folderOf(name);
        return folder + "_rels/" + resolved("", name).substring(folder.length()) + ".rels";
    }

    List<Relation> relations(String name) throws IOException {
        ZipEntry entry = entry(name);
        if (entry == null) {
            return List.of();
        }
        List<Relation> relations = new ArrayList<>();
        try (InputStream in = archive.getInputStream(entry)) {
            XMLStreamReader xml = factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT
                        && xml.getLocalName().equals("Relationship")) {
                    relations.add(new Relation(
                            attribute(xml, "Id"),
                            attribute(xml, "Type"),
                            attribute(xml, "Target"),
                            xml.getAttributeValue(null, "TargetMode")));
                }
            }
        } catch (XMLStreamException e) {
            throw XlsxFile.damaged(e);
        }
        return relations;
    }

    private static String attribute(XMLStreamReader xml, String name) {
        String value = xml.getAttributeValue(null, name);
        return value == null ? "" : value;
    }

    static XMLInputFactory factory() {
        XMLInputFactory factory = XMLInputFactory.newInstance();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        return factory;
    }

    /** Returns whether every part is where the reading library looks for it. */
    boolean isOrdinary(String workbook) throws IOException {
        if (archive.getEntry("[Content_Types].xml") == null
                || archive.getEntry(RELATIONS) == null
                || entries.values().stream()
                        .anyMatch(entry -> !resolved("", entry.getName()).equals(entry.getName()))) {
            return false;
        }
        return isOrdinary(
                        "",
                        relations(RELATIONS).stream()
                                .filter(relation -> relation.kind().equals("officeDocument"))
                                .toList())
                && archive.getEntry(relationsOf(workbook)) != null
                && isOrdinary(folderOf(workbook), relations(relationsOf(workbook)))
                && typesName(workbook);
    }

    private boolean isOrdinary(String folder, List<Relation> relations) {
        return !relations.isEmpty()
                && relations.stream()
                        .filter(Relation::isPart)
                        .allMatch(relation -> relation.target().indexOf('\\') < 0
                                && archive.getEntry(resolved(folder, relation.target())) != null);
    }

    /** Returns whether the content types name the workbook and its sheets, which some writers leave out. */
    private boolean typesName(String workbook) throws IOException {
        ZipEntry entry = entry(TYPES);
        if (entry == null) {
            return false;
        }
        try (InputStream in = archive.getInputStream(entry)) {
            String types = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return types.contains("/" + workbook + "\"") && types.contains("spreadsheetml.worksheet");
        }
    }

    /** Repackages the parts that are read the way the library expects them. */
    byte[] rewritten(String workbook, long mostBytes) throws IOException {
        XlsxPackage all = new XlsxPackage(mostBytes);
        copy(workbook, "workbook.xml", "sheet.main", all);
        int number = 0;
        for (Relation relation : relations(relationsOf(workbook))) {
            String part = KINDS.contains(relation.kind()) && relation.isPart()
                    ? part(folderOf(workbook), relation.target())
                    : null;
            if (part != null) {
                String name = relation.kind() + ++number + ".xml";
                copy(part, name, relation.kind(), all);
                all.relate(relation.id(), relation.type(), name);
            }
        }
        return all.bytes();
    }

    private void copy(String from, String to, String kind, XlsxPackage all) throws IOException {
        try (InputStream in = archive.getInputStream(archive.getEntry(from))) {
            all.add(to, kind, in);
        }
    }
}
