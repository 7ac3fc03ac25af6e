package dev.reelbatch.serve;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Why a run waits.
 *
 * @param job the other job that it waits for; null unless that is the reason
 * @param running number of runs that are running now
 * @param next the time of its next try; null unless that is the reason
 * @param why what ended its last try; empty if no stop rule did, or there was none
 */
public record WaitReason(
        Kind kind,
        @Nullable String job,
        int running,
        @Nullable Instant next,
        String why) {

    /** What a run waits for. */
    public enum Kind {
        /** Its next try: a budget, the account, or an outage ended the last one. */
        NEXT_TRY,
        /** Its job file is paused. */
        PAUSE,
        /** Another run of its job. */
        SAME_JOB,
        /** A run that requests some of the same videos. */
        SAME_VIDEOS,
        /** The end of one of the runs that are running, the most at once. */
        TURN,
        /** Nothing: it starts at the next look. */
        NOTHING
    }

    static WaitReason of(Kind kind, int running) {
        return new WaitReason(kind, null, running, null, "");
    }
}
