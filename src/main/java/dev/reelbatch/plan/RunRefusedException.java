package dev.reelbatch.plan;

import dev.reelbatch.text.Text;

/** A run that can't be started as it was asked for; nothing was submitted. The message says what to do. */
public final class RunRefusedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public RunRefusedException(String message) {
        super(message);
    }

    /** For a file that corrects rows of a job that the home does not know. */
    public static RunRefusedException ofForeignRows(String job) {
        return new RunRefusedException(Text.of(
                "This file corrects rows of the job \"%s\", which this home does not know: another home ran it (name that with --home), or it was a rehearsal (add --rehearse). To run the rows as a sheet of its own, and pay for them here, delete the columns whose names begin with reelbatch_.",
                job));
    }
}
