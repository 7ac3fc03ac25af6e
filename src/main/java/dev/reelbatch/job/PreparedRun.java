package dev.reelbatch.job;

import dev.reelbatch.ledger.Run;
import dev.reelbatch.load.RowRules;
import java.nio.file.Path;

/**
 * A run that is in the ledger and may be started.
 *
 * @param copy the input's copy in the home
 * @param loadKey names the input and what shaped its requests; equal to {@link Run#loadedAs()} once it
 *     is loaded
 */
record PreparedRun(Run run, Path copy, RowRules rules, String loadKey, Backend backend, RunRequest.Limits limits) {

    boolean isLoaded() {
        return loadKey.equals(run.loadedAs());
    }
}
