package dev.reelbatch.load;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One row as it stands in the sheet, by the number that a spreadsheet shows.
 *
 * @param unreadable why the text of a cell is not known, by its index; the cell itself is empty then
 */
record SheetRow(int number, List<String> cells, Map<Integer, String> unreadable) {

    private static final Set<String> UNTICKED =
            Set.of("false", "falsch", "faux", "falso", "onwaar", "fałsz", "ложь", "假", "否", "☐", "□", "[ ]");

    SheetRow {
        cells = List.copyOf(cells);
    }

    SheetRow(int number, List<String> cells) {
        this(number, cells, Map.of());
    }

    boolean hasNothingButUntickedBoxes() {
        return unreadable.isEmpty() && cells.stream().allMatch(cell -> CellText.isBlank(cell)
                || UNTICKED.contains(CellText.folded(cell)));
    }

    /** Whether a cell may be shown otherwise than it is written. */
    boolean hasFormulaTexts() {
        return cells.stream()
                .filter(cell -> cell.indexOf('=') >= 0 || cell.indexOf('＝') >= 0)
                .map(CellText::normal)
                .anyMatch(cell -> !ShownFormula.shown(cell).equals(cell));
    }

    boolean isBlank() {
        return unreadable.isEmpty() && cells.stream().allMatch(CellText::isBlank);
    }
}
