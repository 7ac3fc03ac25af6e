package dev.reelbatch.web.console;

import dev.reelbatch.home.PreparedRuns.Prepared;
import dev.reelbatch.load.RowError;
import dev.reelbatch.load.SheetEdits;
import dev.reelbatch.serve.RunPreparation;
import dev.reelbatch.sheet.DetectedFormat.Column;
import dev.reelbatch.sheet.SheetRow;
import dev.reelbatch.sheet.UnclearSheetException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.util.MultiValueMap;

/** What a person has changed on the page of a sheet, compared with the sheet as it is. */
final class SheetForm {

    private static final Pattern CELL = Pattern.compile("c\\.(\\d{1,8})\\.(\\d{1,5})"); // row and index
    private static final String MEANING = "m."; // m.INDEX
    private static final String EDITS = "edits";

    private final Prepared prepared;
    private final MultiValueMap<String, String> form;
    private final RunPreparation preparation;
    private final RunFields fields;
    private final Map<Integer, Map<String, String>> cells = new TreeMap<>();

    SheetForm(Prepared prepared, MultiValueMap<String, String> form, RunPreparation preparation) {
        this.prepared = prepared;
        this.form = form;
        this.preparation = preparation;
        this.fields = new RunFields(prepared.fields());
        if (!isStale()) {
            fields.take(form);
            if (form.containsKey(RunFields.OTHER_ID)) {
                fields.set(RunFields.OTHER_ID, form.getFirst(RunFields.OTHER_ID));
            }
            readRows();
            takeAnswer();
            takeSuggestion();
        }
    }

    /**
     * Returns what a form has in its cells, but not in those that were changed since its page was made, and in its options
     * if nothing was changed since.
     */
    static SheetGrid.Typed typed(MultiValueMap<String, String> form, Prepared latest) {
        String edits = form.getFirst(EDITS);
        int seen = edits != null && edits.matches("\\d{1,9}") ? Integer.parseInt(edits) : 0;
        boolean isLatest = seen == latest.edits();
        Map<String, String> typed = new HashMap<>(form.toSingleValueMap());
        typed.keySet().removeIf(name -> !CELL.matcher(name).matches() && !(isLatest && RunFields.TEXTS.contains(name)));
        return new SheetGrid.Typed(typed, (row, heading) -> latest.isChangedSince(seen, row, heading));
    }

    /** Returns true if the sheet was changed since the page was made. */
    boolean isStale() {
        return !String.valueOf(prepared.edits()).equals(form.getFirst(EDITS));
    }

    /** Returns true if it starts the run that was started since the page was made. */
    boolean isOfLastStart() {
        return form.containsKey("start") && String.valueOf(prepared.edits() - 1).equals(form.getFirst(EDITS));
    }

    boolean changes() {
        return !cells.isEmpty() || !fields.all().equals(prepared.fields());
    }

    /** Returns true if nothing is changed that the price depends on. */
    boolean changesOnlyTheNote() {
        return cells.isEmpty() && withoutNote(fields.all()).equals(withoutNote(prepared.fields()));
    }

    private static Map<String, List<String>> withoutNote(Map<String, List<String>> all) {
        Map<String, List<String>> others = new HashMap<>(all);
        others.remove(RunFields.NOTE);
        return others;
    }

    Map<String, List<String>> fields() {
        return fields.all();
    }

    Map<Integer, Map<String, String>> cells() {
        return cells;
    }

    private void readRows() {
        Map<Integer, Map<Integer, String>> said = new HashMap<>();
        form.toSingleValueMap().forEach((name, text) -> {
            Matcher cell = CELL.matcher(name);
            if (cell.matches()) {
                said.computeIfAbsent(Integer.valueOf(cell.group(1)), row -> new HashMap<>())
                        .put(Integer.valueOf(cell.group(2)), text.replace("\r\n", "\n"));
            }
        });
        SheetEdits.Page page =
                preparation.page(prepared, said::containsKey, 0, said.size()).orElse(null);
        if (page == null) {
            return;
        }
        List<Column> columns = page.format().columns();
        for (SheetRow row : page.shown()) {
            Map<Integer, String> texts = Objects.requireNonNull(said.get(row.number()));
            texts.forEach((index, text) -> {
                String before = index < row.cells().size() ? row.cells().get(index) : "";
                if (index < columns.size() && !text.equals(before.replace("\r\n", "\n"))) {
                    set(row.number(), columns.get(index).header(), text);
                }
            });
        }
        for (int index = 0; index < columns.size(); index++) {
            String meaning = form.getFirst(MEANING + index);
            Column column = columns.get(index);
            if (meaning != null && !meaning.equals(Objects.requireNonNullElse(column.meaning(), ""))) {
                fields.map(column.header(), meaning);
            }
        }
    }

    private void takeAnswer() {
        Integer number = number("answer");
        UnclearSheetException question =
                number == null ? null : preparation.check(prepared).question();
        if (question != null && number != null && number < question.answers().size()) {
            fields.read(question.answers().get(number).reading());
        }
    }

    private void takeSuggestion() {
        Integer number = number("fix");
        List<RowError> errors = number == null ? List.of() : NewRunView.errors(preparation.check(prepared));
        if (number != null && number < errors.size()) {
            RowError error = errors.get(number);
            set(error.row(), error.column(), Objects.requireNonNullElse(error.suggestion(), ""));
        }
    }

    private void set(int row, String heading, String text) {
        cells.computeIfAbsent(row, number -> new LinkedHashMap<>()).put(heading, text);
    }

    private @Nullable Integer number(String name) {
        String text = form.getFirst(name);
        return text != null && text.matches("\\d{1,6}") ? Integer.valueOf(text) : null;
    }
}
