package dev.reelbatch.stage;

import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;

/** The messages for tasks and videos that took too long and are no longer requested automatically. */
public final class RestingClips {

    /** The error code of a clip that is left alone until `rerun`. */
    public static final String CODE = "at_rest";

    private RestingClips() {}

    /** Returns the message for a task that is still not done this long after its submit. */
    public static String ofTask(Duration restAfter) {
        return Text.of(
                "Still not done %s after it was submitted, so later runs no longer ask for it; a rerun "
                        + "does, free of charge",
                Durations.text(restAfter));
    }

    /** Returns the message for a video that still can't be fetched this long after its submit, with the last error. */
    public static String ofVideo(Duration restAfter, String last) {
        return Text.of(
                "Still not downloaded %s after it was submitted, so later runs no longer try; a rerun "
                        + "does, free of charge. Last error: %s",
                Durations.text(restAfter), last);
    }
}
