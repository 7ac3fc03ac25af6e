package dev.reelbatch.plan;

import dev.reelbatch.load.PromptSheet;
import dev.reelbatch.load.SheetCheck;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Thrown if rows are invalid and {@code --skip-invalid} was not given; nothing was submitted. */
public final class InvalidRowsException extends UserException {

    private static final long serialVersionUID = 1L;

    private final transient SheetCheck sheet;
    private final transient @Nullable Supplier<PromptSheet> rows;

    /** @param rows null if they are not rows of the file that a person ran */
    InvalidRowsException(SheetCheck sheet, @Nullable Supplier<PromptSheet> rows) {
        super(
                sheet.invalidRows() == 1
                        ? Text.of("1 row of %d is invalid", sheet.rows())
                        : Text.of("%d of %d rows are invalid", sheet.invalidRows(), sheet.rows()));
        this.sheet = sheet;
        this.rows = rows;
    }

    /**
     * Returns a way to open the sheet again by the rules that refused it, to be closed by the caller; null if it is not
     * a person's file.
     */
    public @Nullable Supplier<PromptSheet> rows() {
        return rows;
    }

    public SheetCheck sheet() {
        return sheet;
    }
}
