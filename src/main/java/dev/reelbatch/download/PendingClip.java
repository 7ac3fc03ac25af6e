package dev.reelbatch.download;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.ClipError;
import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.Video;
import dev.reelbatch.text.Text;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A clip that is being downloaded, with the results of all its tries in this process. Used by one thread at a time. */
final class PendingClip {

    private static final int TRIES = 5;
    private static final Duration FIRST_WAIT = Duration.ofSeconds(1);
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(16);

    private final Clip clip;
    private final boolean wanted;
    private final Map<Integer, Integer> tries = new HashMap<>();
    private final Map<Integer, ClipError> givenUp = new TreeMap<>();
    private final Map<Integer, String> notes = new TreeMap<>();
    private final Set<Integer> there = new HashSet<>();
    private Duration backoff = FIRST_WAIT;
    private Duration asked = Duration.ZERO;
    private @Nullable ClipError last;
    private long dueAt;
    private boolean unreached;

    /** @param wanted whether a running run requests it */
    PendingClip(Clip clip, boolean wanted) {
        this.clip = clip;
        this.wanted = wanted;
    }

    Clip clip() {
        return clip;
    }

    boolean isWanted() {
        return wanted;
    }

    /** Returns whether an earlier run gave the clip up: it is tried once, and keeps its state unless that succeeds. */
    boolean wasGivenUp() {
        return clip.state() == ClipState.UNDELIVERED;
    }

    /** Records that the address gave its file. */
    void fetched(int number, @Nullable String note) {
        there.add(number);
        if (note != null) {
            notes.put(number, note);
        }
    }

    /** Records that another try of the address would fail the same way. */
    void giveUp(int number, ClipError clipError) {
        last = clipError;
        givenUp.put(number, clipError);
        notes.put(number, Text.of("Address %d gave no file: %s", number, clipError.message()));
    }

    /**
     * Records that a try of the address failed.
     *
     * @param counts false if the address was not at fault
     * @param after the wait that its host requests
     */
    void failed(int number, ClipError clipError, boolean counts, @Nullable Duration after) {
        last = clipError;
        if (after != null && after.compareTo(asked) > 0) {
            asked = after;
        }
        int so = counts ? tries.merge(number, 1, Integer::sum) : tries.getOrDefault(number, 0);
        if (so >= TRIES || wasGivenUp()) {
            giveUp(number, clipError);
        }
    }

    /** Records that the API could not be asked for the clip's addresses. */
    void failed(ClipError clipError) {
        last = clipError;
        unreached = true;
    }

    /** Returns whether the API could be reached in this attempt, as far as that was needed. */
    boolean wasReached() {
        return !unreached;
    }

    void attempt() {
        unreached = false;
    }

    boolean isOpen(Video video) {
        return !video.delivered() && !there.contains(video.number()) && !givenUp.containsKey(video.number());
    }

    boolean has(Video video) {
        return video.delivered() || there.contains(video.number());
    }

    /** Returns the error of the first address without a file. */
    @Nullable ClipError firstFault() {
        return givenUp.values().stream().findFirst().orElse(null);
    }

    /** Returns remarks on the addresses for a person, by number. */
    Map<Integer, String> notes() {
        return notes;
    }

    /** Returns the last error. */
    @Nullable ClipError last() {
        return last;
    }

    /** Returns the wait until the next try, which grows with each one. */
    Duration nextWait() {
        Duration wait = asked.compareTo(backoff) > 0 ? asked : backoff;
        backoff = backoff.compareTo(LONGEST_WAIT) < 0 ? backoff.multipliedBy(2) : backoff;
        asked = Duration.ZERO;
        return wait;
    }

    /** Returns when the clip is due, in ticks. */
    long dueAt() {
        return dueAt;
    }

    void dueAt(long ticks) {
        dueAt = ticks;
    }
}
