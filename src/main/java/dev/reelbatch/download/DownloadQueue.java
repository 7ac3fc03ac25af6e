package dev.reelbatch.download;

import dev.reelbatch.ledger.Clip;
import dev.reelbatch.ledger.DownloadLedger;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The order in which clips are downloaded: first those that a run waits for, then those due for another try, then the
 * rest of the home's.
 */
final class DownloadQueue {

    private static final int LOOKED_UP = 2000;

    private final String api;
    private final int placesOfOthers;
    private final DownloadLedger ledger;
    private final Supplier<Set<Long>> runs;
    private final Map<Long, PendingClip> inHand = new HashMap<>();
    private final Deque<PendingClip> fresh = new ArrayDeque<>();
    private final Queue<PendingClip> later = new PriorityQueue<>(Comparator.comparingLong(PendingClip::dueAt));
    private final Deque<Clip> givenUp = new ArrayDeque<>();

    /**
     * @param places number of downloads at once; if there are several, one is kept free for clips that a run waits
     *     for
     * @param runs ids of the running runs
     */
    DownloadQueue(String api, int places, DownloadLedger ledger, Supplier<Set<Long>> runs) {
        this.api = api;
        this.placesOfOthers = Math.max(1, places - 1);
        this.ledger = ledger;
        this.runs = runs;
    }

    /** Queues clips that earlier runs could not fetch for one more try, if they were submitted after {@code since}. */
    void lookUpGivenUp(Instant since) {
        List<Clip> found = ledger.undeliveredOfOthers(api, runs.get(), since);
        synchronized (this) {
            givenUp.addAll(found);
        }
    }

    /**
     * Asks the ledger for work, in batches large enough that a long sheet seldom asks.
     *
     * @param changed whether there may be more work than before
     */
    void refill(boolean changed) {
        Set<Long> known;
        synchronized (this) {
            boolean onlyOthers = !fresh.isEmpty() && !fresh.element().isWanted();
            if (!fresh.isEmpty() && !(changed && onlyOthers)) {
                return;
            }
            known = known(); // clips finished while the ledger is queried are still in its answer
        }
        List<PendingClip> found = ledger.generated(api, runs.get(), LOOKED_UP + known.size()).stream()
                .filter(waiting -> !known.contains(waiting.clip().id()))
                .map(waiting -> new PendingClip(waiting.clip(), waiting.wanted()))
                .toList();
        synchronized (this) {
            fresh.clear();
            fresh.addAll(found);
        }
    }

    private Set<Long> known() {
        Set<Long> known = new HashSet<>(inHand.keySet());
        later.forEach(pending -> known.add(pending.clip().id()));
        return known;
    }

    /** Returns the next clip; null if nothing is to be done now. */
    synchronized @Nullable PendingClip next(long now) {
        boolean roomForOthers =
                inHand.values().stream().filter(pending -> !pending.isWanted()).count() < placesOfOthers;
        PendingClip next = null;
        if (!fresh.isEmpty() && fresh.element().isWanted()) {
            next = fresh.remove();
        } else if (!later.isEmpty() && later.element().dueAt() <= now) {
            next = later.element().isWanted() || roomForOthers ? later.remove() : null;
        }
        if (next == null && roomForOthers && !fresh.isEmpty()) {
            next = fresh.remove();
        } else if (next == null && roomForOthers && !givenUp.isEmpty()) {
            next = new PendingClip(givenUp.remove(), false);
        }
        if (next != null) {
            inHand.put(next.clip().id(), next);
        }
        return next;
    }

    synchronized void finished(PendingClip pending) {
        inHand.remove(pending.clip().id());
    }

    /** Postpones a clip until it is due again. */
    synchronized void later(PendingClip pending) {
        inHand.remove(pending.clip().id());
        later.add(pending);
    }

    /** Returns whether no clip is in progress or waits, now or for later. */
    synchronized boolean isEmpty() {
        return inHand.isEmpty() && fresh.isEmpty() && later.isEmpty() && givenUp.isEmpty();
    }

    /** Returns the ticks at which the next postponed clip is due; null if there is none. */
    synchronized @Nullable Long nextDue() {
        return later.isEmpty() ? null : later.element().dueAt();
    }

    /** Returns the postponed clips that a run waits for, soonest first. */
    synchronized List<PendingClip> postponed() {
        return later.stream()
                .filter(PendingClip::isWanted)
                .sorted(Comparator.comparingLong(PendingClip::dueAt))
                .toList();
    }
}
