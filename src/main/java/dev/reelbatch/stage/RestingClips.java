package dev.reelbatch.stage;

import dev.reelbatch.text.Durations;
import dev.reelbatch.text.Text;
import java.time.Duration;

/** Why nobody asks any more by himself for a task or a video that stayed away for too long. */
public final class RestingClips {

    /** Of a clip that is left alone until `rerun`. */
    public static final String CODE = "at_rest";

    private RestingClips() {}

    /** A task that is still not done so long after its submit. */
    public static String ofTask(Duration restAfter) {
        return Text.of(
                "Still not done %s after its submit, so later runs no longer ask; a rerun asks again, free of charge",
                Durations.words(restAfter));
    }

    /** A video that still can't be fetched so long after its submit, with what went wrong last. */
    public static String ofVideo(Duration restAfter, String last) {
        return Text.of(
                "Still not fetched %s after its submit, so later runs no longer try; a rerun tries again, free of charge. The last try: %s",
                Durations.words(restAfter), last);
    }
}
