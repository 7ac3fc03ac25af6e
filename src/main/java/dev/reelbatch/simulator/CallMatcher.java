package dev.reelbatch.simulator;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Which calls a fault befalls. A condition that counts does so over the calls that it is asked
 * about: {@code When.promptContains("cat").and(When.first(2))} means the first two about cats.
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

    /** The first n calls after the fault was set. */
    static CallMatcher first(int n) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() <= n;
    }

    /** The n-th call (from 1) after the fault was set, and no other. */
    static CallMatcher nth(int n) {
        AtomicInteger calls = new AtomicInteger();
        return call -> calls.incrementAndGet() == n;
    }

    /** Calls picked at random: a share of 0.1 is every tenth on average. */
    static CallMatcher share(double share, long seed) {
        Random random = new Random(seed);
        return call -> random.nextDouble() < share;
    }

    /** Submits whose prompt contains this. */
    static CallMatcher promptContains(String text) {
        return call -> call.prompt().contains(text);
    }
}
