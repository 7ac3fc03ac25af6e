package dev.reelbatch.load;

import java.util.List;

/** One row as it stands in the sheet, by the number that a spreadsheet shows. */
record SheetRow(int number, List<String> cells) {

    SheetRow {
        cells = List.copyOf(cells);
    }

    boolean isBlank() {
        return cells.stream().allMatch(CellText::isBlank);
    }
}
