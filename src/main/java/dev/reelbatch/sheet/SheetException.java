package dev.reelbatch.sheet;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import org.jspecify.annotations.Nullable;

/**
 * An unusable sheet. The message is one line for the person who made the sheet: the place, what is wrong, what to do.
 */
public class SheetException extends UserException {

    private static final long serialVersionUID = 1;

    public SheetException(String message) {
        super(message);
    }

    SheetException(String message, @Nullable Throwable cause) {
        super(Kind.REFUSED, message, cause);
    }

    public static SheetException atRow(int row, String message) {
        return new SheetException(Text.of("row %d: %s", row, message));
    }
}
