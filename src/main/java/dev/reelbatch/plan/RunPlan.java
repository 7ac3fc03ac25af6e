package dev.reelbatch.plan;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** A checked request and what it would do; nothing is written yet but the input's copy. */
public final class RunPlan {

    private final RunRegistry.Intent intent;
    private final String loadKey;
    private final Quote quote;
    private final ApiTarget apiTarget;
    private final RunLimits limits;
    private final boolean setsRehearsalAside;
    private final List<String> afterwards;
    private final Supplier<Set<String>> requests;

    RunPlan(
            RunRegistry.Intent intent,
            String loadKey,
            Quote quote,
            ApiTarget apiTarget,
            RunLimits limits,
            boolean setsRehearsalAside,
            List<String> afterwards,
            Supplier<Set<String>> requests) {
        this.intent = intent;
        this.loadKey = loadKey;
        this.quote = quote;
        this.apiTarget = apiTarget;
        this.limits = limits;
        this.setsRehearsalAside = setsRehearsalAside;
        this.afterwards = afterwards;
        this.requests = requests;
    }

    /** Returns the quote that a person sees, and confirms, before anything is spent. */
    public Quote offer() {
        return quote;
    }

    /** Returns true if OUT holds a rehearsal's results, which are renamed first. */
    public boolean setsRehearsalAside() {
        return setsRehearsalAside;
    }

    /** Returns decisions made without asking anybody, to be repeated at the end. */
    public List<String> afterwards() {
        return afterwards;
    }

    /** Returns the requests of all its rows, including those not submitted now, whose clips are made or adopted. */
    public Set<String> requests() {
        return requests.get();
    }

    /** Returns true if nothing will be charged. */
    public boolean isRehearsal() {
        return apiTarget.isRehearsal();
    }

    /** Returns the folder of its results. */
    public Path out() {
        return intent.out();
    }

    public RunRegistry.Intent intent() {
        return intent;
    }

    public String loadKey() {
        return loadKey;
    }

    public ApiTarget backend() {
        return apiTarget;
    }

    public RunLimits limits() {
        return limits;
    }
}
