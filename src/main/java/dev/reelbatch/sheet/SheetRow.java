package dev.reelbatch.sheet;

import dev.reelbatch.text.CellText;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A row of the sheet.
 *
 * @param number the number that a spreadsheet shows; in a sheet that corrects another one, the number of the row
 *     there
 * @param variant the only variant that this line requests; 0 for all variants of the row
 * @param unreadable the reason why a cell can't be read, by index; the cell is empty then
 */
public record SheetRow(int number, int variant, List<String> cells, Map<Integer, String> unreadable) {

    private static final int LONGEST_BOX = 20;
    private static final Set<String> UNTICKED =
            Set.of("false", "falsch", "faux", "falso", "onwaar", "fałsz", "ложь", "假", "否", "☐", "□", "[ ]");

    public SheetRow {
        cells = List.copyOf(cells);
    }

    public SheetRow(int number, List<String> cells) {
        this(number, 0, cells, Map.of());
    }

    public SheetRow(int number, List<String> cells, Map<Integer, String> unreadable) {
        this(number, 0, cells, unreadable);
    }

    public SheetRow(int number, int variant, List<String> cells) {
        this(number, variant, cells, Map.of());
    }

    /** Returns the text in a column; empty if the row ends before it. */
    public String cell(Column column) {
        return column.index() < cells.size() ? cells.get(column.index()) : "";
    }

    boolean hasNothingButUntickedBoxes() {
        return unreadable.isEmpty()
                && cells.stream()
                        .allMatch(cell -> CellText.isBlank(cell)
                                || cell.length() < LONGEST_BOX && UNTICKED.contains(CellText.folded(cell)));
    }

    /** Returns whether a cell may be shown differently from how it is written. */
    public boolean hasFormulaTexts() {
        return cells.stream()
                .filter(cell -> cell.indexOf('=') >= 0 || cell.indexOf('＝') >= 0)
                .map(CellText::normal)
                .anyMatch(cell -> !DisplayedFormula.shown(cell).equals(cell));
    }

    boolean isBlank() {
        return unreadable.isEmpty() && cells.stream().allMatch(CellText::isBlank);
    }
}
