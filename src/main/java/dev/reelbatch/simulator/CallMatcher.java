package dev.reelbatch.simulator;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A condition that selects the calls a fault affects. A condition that counts only counts the calls it is evaluated
 * for: {@code CallMatcher.promptContains("cat").and(CallMatcher.first(2))} selects the first two calls about cats.
 */
@FunctionalInterface
public interface CallMatcher {

    boolean applies(Call call);

    default CallMatcher and(CallMatcher other) {
        return call -> applies(call) && other.applies(call);
    }

    static CallMatcher always() {
        return call -> true;
    }

    /** Selects the first n calls after the fault was set. */
    static CallMatcher first(int n) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() <= n;
    }

    /** Selects only the n-th call (from 1) after the fault was set. */
    static CallMatcher nth(int n) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() == n;
    }

    /** Selects calls at random: a share of 0.1 is every tenth on average. */
    static CallMatcher share(double share, long seed) {
        Random random = new Random(seed);
        return call -> random.nextDouble() < share;
    }

    /** Selects status calls by another id than a task's own: one that the caller gave, or none that is known. */
    static CallMatcher byExternalId() {
        return call ->
                !call.taskId().isEmpty() && SimulatedTask.of(call.taskId()).isEmpty();
    }

    /** Selects submits whose prompt contains this text. */
    static CallMatcher promptContains(String text) {
        return call -> call.prompt().contains(text);
    }
}
