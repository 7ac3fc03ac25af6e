package dev.reelbatch.load;

import dev.reelbatch.sheet.Column;
import dev.reelbatch.sheet.ReadOptions;
import dev.reelbatch.sheet.RowOrigin;
import dev.reelbatch.sheet.SheetException;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.text.CellText;
import dev.reelbatch.text.Text;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A job's sheet in which the rows of a {@link Correction} replace its own. */
public final class CorrectedSheet {

    private final RowRules rules;
    private final SheetLines lines;
    private final Correction correction;
    private final Defaults defaults;
    private final Earlier earlier;
    private final SortedSet<Integer> unchanged = new TreeSet<>();
    private boolean isChanged;

    /** The earlier versions of the rows of a job's sheet. */
    @FunctionalInterface
    public interface Earlier {

        /**
         * Returns the row's cells when it had this {@link RowMark}, by the sheet's own headers; null if it never had
         * it.
         */
        @Nullable Map<String, String> cells(int row, String mark);
    }

    /**
     * The outcome of a correction.
     *
     * @param csv the sheet with the corrected rows; null if none of them changes its request
     * @param reading the options for reading that text
     * @param rows numbers of the rows in the correction
     * @param unchanged numbers of those that request the same as the job's sheet
     */
    public record Result(byte @Nullable [] csv, ReadOptions reading, List<Integer> rows, List<Integer> unchanged) {}

    private CorrectedSheet(
            RowRules rules, SheetLines lines, Correction correction, Defaults defaults, Earlier earlier) {
        this.rules = rules;
        this.lines = lines;
        this.correction = correction;
        this.defaults = defaults;
        this.earlier = earlier;
    }

    /**
     * @param sheet the job's sheet
     * @param defaults for what the corrected rows leave out; the other rows have theirs in the rules
     * @throws SheetException if a row is not in the sheet, or has changed since
     */
    public static Result of(Path sheet, RowRules rules, Correction correction, Defaults defaults, Earlier earlier) {
        SheetLines lines = SheetLines.read(sheet, rules.reading());
        return new CorrectedSheet(rules, lines, correction, defaults, earlier).result();
    }

    private Result result() {
        SortedSet<Integer> rows = new TreeSet<>();
        for (SheetRow row : correction.rows()) {
            rows.add(row.number());
            correct(row);
        }
        return new Result(isChanged ? lines.csv() : null, lines.reading(), List.copyOf(rows), List.copyOf(unchanged));
    }

    private void correct(SheetRow row) {
        List<SheetRow> present = lines.of(row.number());
        int variant = isOnly(row.variant(), present) ? 0 : row.variant();
        List<SheetRow> split = variant == 0 ? present.subList(0, 1) : split(present);
        SheetRow old = split.stream()
                .filter(line -> variant == 0 || line.variant() == variant)
                .findFirst()
                .orElseThrow(() -> new SheetException(
                        Text.of("row %d of the job's sheet has no video %d", row.number(), variant)));
        SheetRow corrected = new SheetRow(row.number(), variant, cells(old, row));
        refuseOtherScene(old, corrected);
        boolean isWhole = variant > 0 || present.size() == 1;
        if (isWhole && asksFor(old).equals(asksFor(corrected)) || !isMeant(row, old)) {
            unchanged.add(row.number());
            return;
        }
        isChanged = true;
        lines.replace(
                row.number(),
                variant == 0
                        ? List.of(corrected)
                        : split.stream()
                                .map(line -> line == old ? corrected : line)
                                .toList());
    }

    /** Refuses a change of what the row's real video has from its draft, which would have no effect. */
    private void refuseOtherScene(SheetRow old, SheetRow corrected) {
        if (parsed(old) instanceof ParsedRow.Valid before
                && parsed(corrected) instanceof ParsedRow.Valid after
                && before.row().draft() != null
                && after.row().draft() != null
                && before.row().draft().task().equals(after.row().draft().task())
                && !before.row().draft().equals(after.row().draft())) {
            throw SheetException.atRow(
                    corrected.number(),
                    Text.of(
                            "This row's real video is made from its draft, so a change of its %s has no effect. To make the row from its new values, empty its cell %s in this file.",
                            String.join(
                                    ", ",
                                    before.row().draft().differing(after.row().draft())),
                            rules.catalogue().taskColumn(after.row().model())));
        }
    }

    private boolean isOnly(int variant, List<SheetRow> present) {
        return variant == 1 && present.size() == 1 && count(present.get(0)) == 1;
    }

    /** Splits a row into one line for each variant. */
    private List<SheetRow> split(List<SheetRow> present) {
        SheetRow first = present.get(0);
        return first.variant() > 0
                ? present
                : IntStream.rangeClosed(1, count(first))
                        .mapToObj(variant -> new SheetRow(first.number(), variant, first.cells()))
                        .toList();
    }

    private int count(SheetRow row) {
        return parsed(row) instanceof ParsedRow.Valid valid ? valid.row().count() : 0;
    }

    private ParsedRow parsed(SheetRow row) {
        return new RowParser(lines.header(), rules).parse(row);
    }

    private List<String> cells(SheetRow old, SheetRow row) {
        Map<Integer, String> changed = new TreeMap<>();
        for (Column column : correction.header().all()) {
            String cell = row.cell(column);
            switch (column.role()) {
                case ORIGIN, ERROR -> {}
                case NAMELESS -> refuseNameless(row, cell);
                case COUNT -> {
                    if (row.variant() == 0) {
                        changed.put(lines.place(column), cell);
                    }
                }
                default -> changed.put(lines.place(column), cell);
            }
        }
        refuseBeyondHeader(row);
        List<String> cells = new ArrayList<>(old.cells());
        changed.forEach((place, cell) -> set(cells, place, cell));
        fill(cells, "model", defaults.model());
        fill(cells, "size", defaults.size());
        fill(cells, "duration", defaults.duration());
        return cells;
    }

    private void refuseBeyondHeader(SheetRow row) {
        row.cells().stream().skip(correction.header().all().size()).forEach(cell -> refuseNameless(row, cell));
    }

    private static void refuseNameless(SheetRow row, String cell) {
        if (!CellText.isBlank(cell)) {
            throw SheetException.atRow(
                    row.number(),
                    Text.of(
                            "%s is in a column with no heading. If the prompt contains a comma, put it in double quotes.",
                            CellText.quoted(cell)));
        }
    }

    private void fill(List<String> cells, String name, @Nullable Object value) {
        if (value != null) {
            int place = lines.place(Column.of(0, name));
            if (place >= cells.size() || CellText.isBlank(cells.get(place))) {
                set(cells, place, value.toString());
            }
        }
    }

    private static void set(List<String> cells, int place, String cell) {
        while (cells.size() <= place) {
            cells.add("");
        }
        cells.set(place, cell);
    }

    /** The parts of a row that a correction can change. */
    private record Wish(
            @Nullable String request, int count, @Nullable String filename, Map<String, String> texts) {}

    private Wish asksFor(SheetRow row) {
        ParsedRow parsed = parsed(row);
        if (parsed instanceof ParsedRow.Valid valid) {
            PromptRow asked = valid.row();
            return new Wish(asked.keys().same(), asked.count(), asked.filename(), normal(asked.otherColumns()));
        }
        return new Wish(null, 0, null, normal(((ParsedRow.Invalid) parsed).cells()));
    }

    private static Map<String, String> normal(Map<String, String> texts) {
        Map<String, String> normal = new TreeMap<>();
        texts.forEach((name, text) -> {
            if (!CellText.isBlank(text)) {
                normal.put(name, CellText.normal(text));
            }
        });
        return normal;
    }

    /**
     * Returns whether the row is to replace the present one; not if another file has corrected it since and this file
     * repeats the earlier text. Rows move when a sheet is edited: a correction of one row must never overwrite another.
     *
     * @throws SheetException if the row has changed since
     */
    private boolean isMeant(SheetRow row, SheetRow old) {
        String mark = correction.text(row, RowOrigin.CHECK);
        if (mark.isEmpty() || mark.equals(RowMark.of(lines.header().own(old), lines.reading()))) {
            return true;
        }
        Map<String, String> before = earlier.cells(row.number(), mark);
        if (before == null) {
            throw new SheetException(Text.of(
                    "row %d of the job's sheet has changed since this file was written. Delete the row "
                            + "from this file, or use the job's latest failed.csv.",
                    row.number()));
        }
        List<String> cells = lines.header().all().stream()
                .map(column -> before.getOrDefault(column.header(), ""))
                .toList();
        SheetRow then = new SheetRow(row.number(), old.variant(), cells);
        return !asksFor(then).equals(asksFor(new SheetRow(row.number(), old.variant(), cells(then, row))));
    }
}
