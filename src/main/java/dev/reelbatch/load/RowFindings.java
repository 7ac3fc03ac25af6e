package dev.reelbatch.load;

import dev.reelbatch.text.CellText;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A collector of all mistakes of one row, so that a person fixes them at once, and of the values that were interpreted.
 */
final class RowFindings {

    private final int row;
    private final List<RowError> errors = new ArrayList<>();
    private final List<Interpretation> understood = new ArrayList<>();
    private boolean wasRespelled;

    RowFindings(int row) {
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

    void understood(String column, String given, String taken) {
        understood.add(new Interpretation(column, given, taken));
    }

    /** Notes that a value may be sent otherwise than versions did that did not know its field. */
    void respelled(boolean is) {
        wasRespelled |= is;
    }

    boolean wasRespelled() {
        return wasRespelled;
    }

    boolean noErrors() {
        return errors.isEmpty();
    }

    List<RowError> errors() {
        return List.copyOf(errors);
    }

    List<Interpretation> understood() {
        return List.copyOf(understood);
    }
}
