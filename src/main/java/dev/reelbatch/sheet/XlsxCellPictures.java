package dev.reelbatch.sheet;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The pictures that Excel has put into cells. A cell has the number of its metadata, these have that of a rich value,
 * and this has that of a reference to the picture; the cell's own value is an error, for older programs.
 */
final class XlsxCellPictures {

    private static final String REFERENCES = "xl/richData/richValueRel.xml";
    private static final String VALUES = "xl/richData/rdrichvalue.xml";
    private static final String METADATA = "xl/metadata.xml";

    private final XlsxParts parts;
    private final ZipFile archive;

    XlsxCellPictures(XlsxParts parts, ZipFile archive) {
        this.parts = parts;
        this.archive = archive;
    }

    /** Returns the pictures of a sheet's part, by the name of their cell, as {@code C2}. */
    Map<String, String> of(String sheet) throws IOException, XMLStreamException {
        Map<String, String> pictures = new HashMap<>();
        if (parts.part("", REFERENCES) == null) {
            return pictures;
        }
        List<@Nullable String> references = new ArrayList<>();
        Map<String, String> targets = XlsxPictures.targets(parts, REFERENCES);
        forEach(REFERENCES, (name, xml) -> {
            if (name.equals("rel")) {
                references.add(XlsxPictures.target(xml, "id", targets));
            }
        });
        List<Integer> values = firstNumbers();
        List<Integer> metadata = metadata();
        forEach(sheet, (name, xml) -> {
            int number = name.equals("c") ? whole(xml.getAttributeValue(null, "vm")) - 1 : -1;
            String cell = xml.getAttributeCount() == 0 ? null : xml.getAttributeValue(null, "r");
            String picture = at(references, at(values, at(metadata, number)));
            if (cell != null && picture != null) {
                pictures.put(cell, picture);
            }
        });
        return pictures;
    }

    /** Returns the first number of each rich value; that of a picture is the number of its reference. */
    private List<Integer> firstNumbers() throws IOException, XMLStreamException {
        List<Integer> values = new ArrayList<>();
        forEach(VALUES, (name, xml) -> {
            if (name.equals("rv")) {
                values.add(-1);
            } else if (name.equals("v") && !values.isEmpty() && values.get(values.size() - 1) < 0) {
                values.set(values.size() - 1, whole(text(xml)));
            }
        });
        return values;
    }

    /** Returns the number of the rich value for each number of metadata. */
    private List<Integer> metadata() throws IOException, XMLStreamException {
        List<Integer> rich = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        boolean[] isOfValues = {false};
        forEach(METADATA, (name, xml) -> {
            switch (name) {
                case "valueMetadata" -> isOfValues[0] = true;
                case "cellMetadata" -> isOfValues[0] = false;
                case "rvb" -> rich.add(whole(xml.getAttributeValue(null, "i")));
                case "rc" -> {
                    if (isOfValues[0]) {
                        numbers.add(whole(xml.getAttributeValue(null, "v")));
                    }
                }
                default -> {
                    // only rich values matter
                }
            }
        });
        return numbers.stream()
                .map(number -> at(rich, number))
                .map(XlsxCellPictures::orNone)
                .toList();
    }

    private static int orNone(@Nullable Integer number) {
        return number == null ? -1 : number;
    }

    private static <T> @Nullable T at(List<T> list, @Nullable Integer index) {
        return index != null && index >= 0 && index < list.size() ? list.get(index) : null;
    }

    private static int whole(@Nullable String text) {
        return text != null && text.matches("\\d{1,8}") ? Integer.parseInt(text) : -1;
    }

    private static @Nullable String text(XMLStreamReader xml) {
        try {
            return xml.getElementText();
        } catch (XMLStreamException e) {
            return null;
        }
    }

    /** Passes each element of a part with its name; does nothing if the part is missing. */
    private void forEach(String part, BiConsumer<String, XMLStreamReader> elements)
            throws IOException, XMLStreamException {
        String name = parts.part("", part);
        if (name == null) {
            return;
        }
        try (InputStream in = archive.getInputStream(archive.getEntry(name))) {
            XMLStreamReader xml = XlsxParts.factory().createXMLStreamReader(in);
            while (xml.hasNext()) {
                if (xml.next() == XMLStreamReader.START_ELEMENT) {
                    elements.accept(xml.getLocalName(), xml);
                }
            }
        }
    }
}
