package dev.reelbatch.load;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects everything that is wrong with one row, so that a person mends it in one go. */
final class RowErrors {

    private final int row;
    private final List<RowError> errors = new ArrayList<>();

    RowErrors(int row) {
        this.row = row;
    }

    void missing(String column, String message) {
        errors.add(new RowError(row, column, "", message, null));
    }

    void wrong(String column, String value, String message) {
        wrong(column, value, message, null);
    }

    void wrong(String column, String value, String message, @Nullable String suggestion) {
        errors.add(new RowError(row, column, value, CellText.quoted(value) + " " + message, suggestion));
    }

    boolean none() {
        return errors.isEmpty();
    }

    List<RowError> list() {
        return List.copyOf(errors);
    }
}
