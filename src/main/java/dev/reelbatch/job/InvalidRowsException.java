package dev.reelbatch.job;

import dev.reelbatch.load.Preflight;

/** Rows are invalid and {@code --skip-invalid} was not given: nothing was submitted. */
public final class InvalidRowsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient Preflight sheet;

    InvalidRowsException(Preflight sheet) {
        super("%d of %d rows are invalid".formatted(sheet.invalidRows(), sheet.rows()));
        this.sheet = sheet;
    }

    public Preflight sheet() {
        return sheet;
    }
}
