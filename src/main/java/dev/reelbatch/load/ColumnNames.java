package dev.reelbatch.load;

import dev.reelbatch.load.Column.Role;
import dev.reelbatch.text.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What the headers of a sheet are taken for: the known names, and those that a person mapped to them. */
final class ColumnNames {

    private static final List<String> KNOWN = List.of("prompt", "id", "model", "size", "duration", "count", "filename");

    private final Map<String, String> byHeader = new HashMap<>();

    /** @param map known names, and what the sheet calls them */
    ColumnNames(Map<String, String> map) {
        map.forEach((name, header) -> byHeader.put(CellText.folded(header), checked(name)));
    }

    private static String checked(String name) {
        if (isMeaning(Column.of(0, name))) {
            return name;
        }
        String nearest = Nearest.text(name, KNOWN);
        throw new SheetException(Text.of(
                "--map %s=…: there is no column of that name; %s",
                name,
                nearest == null
                        ? Text.of("there are %s, input.… and parameters.…", String.join(", ", KNOWN))
                        : Text.of("did you mean %s?", nearest)));
    }

    Column column(int index, String cell) {
        String mapped = byHeader.get(CellText.folded(cell));
        return mapped == null
                ? Column.of(index, cell)
                : Column.of(index, mapped).called(CellText.normal(cell));
    }

    /** How many cells of the row are names that mean something. */
    long known(List<String> cells) {
        return cells.stream().filter(cell -> isMeaning(column(0, cell))).count();
    }

    /** A mapped name that no column has is a slip of the person who mapped it. */
    void requireIn(List<String> cells) {
        Set<String> missing = new TreeSet<>(byHeader.keySet());
        cells.forEach(cell -> missing.remove(CellText.folded(cell)));
        if (!missing.isEmpty()) {
            String name = missing.iterator().next();
            throw new SheetException(Text.of(
                    "--map %s=%s: the sheet has no column %s; it has %s",
                    byHeader.get(name), name, CellText.quoted(name), listed(cells)));
        }
    }

    /** The filled ones of them, in quotation marks. */
    static String listed(List<String> cells) {
        return cells.stream()
                .map(CellText::normal)
                .filter(cell -> !cell.isEmpty())
                .limit(20)
                .map(CellText::quoted)
                .collect(Collectors.joining(", "));
    }

    private static boolean isMeaning(Column column) {
        return column.role() != Role.OTHER && column.role() != Role.NAMELESS && column.role() != Role.ERROR;
    }
}
