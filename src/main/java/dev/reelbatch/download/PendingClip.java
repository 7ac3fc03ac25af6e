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

/** A clip on its way to the disk, with all that was tried for it in this process. Of one thread at a time. */
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

    /** @param wanted whether a run that goes on asks for it */
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

    /** Whether an earlier run gave it up: it is tried once, and stays what it is unless that goes well. */
    boolean wasGivenUp() {
        return clip.state() == ClipState.UNDELIVERED;
    }

    /** The address gave its file. */
    void isThere(int number, @Nullable String note) {
        there.add(number);
        if (note != null) {
            notes.put(number, note);
        }
    }

    /** Another try of the address would end the same way. */
    void giveUp(int number, ClipError clipError) {
        last = clipError;
        givenUp.put(number, clipError);
        notes.put(number, Text.of("Address %d gave no file: %s", number, clipError.message()));
    }

    /**
     * A try of the address failed.
     *
     * @param counts false if that was not its fault
     * @param after how long its host asks to wait
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

    /** The API could not be asked for its addresses. */
    void failed(ClipError clipError) {
        last = clipError;
        unreached = true;
    }

    /** Whether the API could be asked in this attempt, as far as that was needed. */
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

    /** Why the first address that gave nothing gave nothing. */
    @Nullable ClipError firstFault() {
        return givenUp.values().stream().findFirst().orElse(null);
    }

    /** What a person should know of its addresses, by number. */
    Map<Integer, String> notes() {
        return notes;
    }

    /** What went wrong last. */
    @Nullable ClipError last() {
        return last;
    }

    /** How long to leave it alone; longer from one time to the next. */
    Duration nextWait() {
        Duration wait = asked.compareTo(backoff) > 0 ? asked : backoff;
        backoff = backoff.compareTo(LONGEST_WAIT) < 0 ? backoff.multipliedBy(2) : backoff;
        asked = Duration.ZERO;
        return wait;
    }

    /** In ticks. */
    long dueAt() {
        return dueAt;
    }

    void dueAt(long ticks) {
        dueAt = ticks;
    }
}
