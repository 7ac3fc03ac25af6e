package dev.reelbatch.serve;

import dev.reelbatch.text.Text;

/** Thrown if rows can't be changed because a run of their job is active; the message is for a person. */
public final class JobRunningException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String job;

    JobRunningException(String job) {
        super(Text.of("The job \"%s\" is running. Wait for its end, or stop it first.", job));
        this.job = job;
    }

    /** Returns the job that is running: that of the rows, or another one that requests the same videos. */
    public String job() {
        return job;
    }
}
