package dev.reelbatch.job;

/** Whoever follows a run from outside: the console. Called every second while it goes on, and once at its end. */
@FunctionalInterface
public interface ProgressListener {

    void look(RunProgress runProgress);
}
