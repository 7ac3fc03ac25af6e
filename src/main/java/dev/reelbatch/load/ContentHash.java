package dev.reelbatch.load;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.sheet.CanonicalJson;
import dev.reelbatch.text.CellText;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.TreeMap;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** A hash of what a sheet requests, whatever the order of its rows. */
final class ContentHash {

    private final TreeMap<String, Long> counts = new TreeMap<>();

    void add(PromptRow row) {
        counts.merge(row.fingerprint().hex(), (long) row.count(), Long::sum);
    }

    /** Adds an invalid row by its texts: its request is unknown, but fixing it must change the content. */
    void add(ParsedRow.Invalid row) {
        ObjectNode cells = JsonNodeFactory.instance.objectNode();
        row.cells().forEach((header, cell) -> {
            String text = CellText.normal(cell);
            if (!text.isEmpty()) {
                cells.put(header, text);
            }
        });
        counts.merge("invalid " + Sha256.of(CanonicalJson.print(cells)), 1L, Long::sum);
    }

    String hex() {
        MessageDigest digest = Sha256.digest();
        counts.forEach((row, count) -> digest.update((row + " " + count + "\n").getBytes(StandardCharsets.UTF_8)));
        return Sha256.hex(digest);
    }
}
