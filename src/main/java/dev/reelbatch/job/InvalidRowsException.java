package dev.reelbatch.job;

import dev.reelbatch.load.Preflight;
import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.text.Text;
import java.util.function.Supplier;

/** Rows are invalid and {@code --skip-invalid} was not given: nothing was submitted. */
public final class InvalidRowsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Preflight sheet;
    private final transient Supplier<PromptSheet> rows;

    InvalidRowsException(Preflight sheet, Supplier<PromptSheet> rows) {
        super(Text.of("%d of %d rows are invalid", sheet.invalidRows(), sheet.rows()));
        this.sheet = sheet;
        this.rows = rows;
    }

    /** Opens the sheet anew, by the rules that refused it. To be closed. */
    public PromptSheet rows() {
        return rows.get();
    }

    public Preflight sheet() {
        return sheet;
    }
}
