package dev.reelbatch.job;

/**
 * A listener to the progress of a run, such as the console. Called every second during the run, and once at its end.
 */
@FunctionalInterface
public interface ProgressListener {

    void onProgress(RunProgress runProgress);
}
