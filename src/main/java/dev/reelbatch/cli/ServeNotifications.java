package dev.reelbatch.cli;

import dev.reelbatch.job.RunResult;
import dev.reelbatch.serve.RunEndListener;
import java.util.Optional;

/** Sends notifications about the ends of the runs of {@code serve} to the webhook. */
record ServeNotifications(RunNotifications notices) implements RunEndListener {

    @Override
    public Optional<String> ended(RunResult result, boolean goesOn) {
        return notices.ended(result, goesOn);
    }

    @Override
    public Optional<String> refused(String job, Throwable why) {
        return notices.notStarted(job, why);
    }
}
