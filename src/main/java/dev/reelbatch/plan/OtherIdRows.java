package dev.reelbatch.plan;

import dev.reelbatch.ledger.Candidate;
import dev.reelbatch.ledger.Cost;
import dev.reelbatch.ledger.IdentityLedger;
import dev.reelbatch.ledger.IdentityLedger.OfAnyId;
import dev.reelbatch.ledger.RequestKeys;
import dev.reelbatch.plan.ClipMatching.Asked;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Rows that would be paid for although the same request was paid for under another id, or under none, and no row of the
 * sheet has that video. They may be the same rows renumbered, or new requests.
 */
public final class OtherIdRows {

    static final OtherIdRows NONE = new OtherIdRows(Map.of());

    private static final int LOOK_UP = 1000;

    private final Map<Asked, OfAnyId> clips;

    private OtherIdRows(Map<Asked, OfAnyId> clips) {
        this.clips = clips;
    }

    static OtherIdRows among(List<Asked> all, String api, IdentityLedger ledger) {
        List<Asked> toPay = all.stream().filter(Asked::couldBeAnother).toList();
        Map<String, Deque<OfAnyId>> free = free(toPay, taken(all), api, ledger);
        Map<Asked, OfAnyId> clips = new LinkedHashMap<>();
        for (Asked asked : toPay) {
            Deque<OfAnyId> left = free.get(asked.wanted().keys().anyId());
            if (left != null && !left.isEmpty()) {
                clips.put(asked, left.removeFirst());
            }
        }
        return new OtherIdRows(clips);
    }

    private static Set<Long> taken(List<Asked> all) {
        return all.stream()
                .map(Asked::exists)
                .filter(Objects::nonNull)
                .map(Candidate::id)
                .collect(Collectors.toSet());
    }

    private static Map<String, Deque<OfAnyId>> free(
            List<Asked> toPay, Set<Long> taken, String api, IdentityLedger ledger) {
        List<String> requests = toPay.stream()
                .map(asked -> asked.wanted().keys().anyId())
                .distinct()
                .toList();
        Map<String, Deque<OfAnyId>> free = new HashMap<>();
        for (int from = 0; from < requests.size(); from += LOOK_UP) {
            List<String> some = requests.subList(from, Math.min(requests.size(), from + LOOK_UP));
            ledger.ofAnyId(some, api).stream()
                    .filter(found -> !taken.contains(found.clip().id()))
                    .forEach(found -> free.computeIfAbsent(found.anyId(), key -> new ArrayDeque<>())
                            .add(found));
        }
        return free;
    }

    boolean isEmpty() {
        return clips.isEmpty();
    }

    /** Returns the clip that exists under another id; null if none does. */
    @Nullable Candidate of(Asked asked) {
        OfAnyId found = clips.get(asked);
        return found == null ? null : found.clip();
    }

    /** Returns the keys under which the clips will be found if they are to be used. */
    Map<Long, RequestKeys> keys() {
        Map<Long, RequestKeys> keys = new HashMap<>();
        clips.forEach(
                (asked, found) -> keys.put(found.clip().id(), asked.wanted().keys()));
        return keys;
    }

    /**
     * Returns true if one of the two has no id, for example because the column is missing or new; that is hardly a new
     * request.
     */
    boolean isIdMissing() {
        return clips.entrySet().stream()
                .anyMatch(entry ->
                        !entry.getKey().wanted().hasId() || !entry.getValue().hasId());
    }

    /** Returns the row numbers. */
    public Set<Integer> rows() {
        return clips.keySet().stream().map(Asked::row).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Returns the number of videos, variants included. */
    public int videos() {
        return clips.size();
    }

    /** Returns the cost of new videos, by currency, as far as prices are known. */
    public Cost cost() {
        Cost cost = Cost.NONE;
        for (Asked asked : clips.keySet()) {
            cost = cost.plus(asked.wanted().price());
        }
        return cost;
    }
}
