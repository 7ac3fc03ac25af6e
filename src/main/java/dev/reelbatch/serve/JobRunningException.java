package dev.reelbatch.serve;

import dev.reelbatch.text.Text;

/** Thrown if rows can't be changed because a run of their job is active; the message is for a person. */
public final class JobRunningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    JobRunningException(String job) {
        super(Text.of("The job \"%s\" is running. Wait for its end, or stop it first.", job));
    }
}
