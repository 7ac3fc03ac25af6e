package dev.reelbatch.job;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;

/**
 * Estimates the distribution of generation times, in nanoseconds, from finished and running videos. Quick videos finish
 * first, so that finished ones alone would give too hopeful a result (Kaplan-Meier estimator).
 */
final class GenerationTimes {

    private static final int LATEST = 300;
    private static final int ENOUGH = 5;
    private static final double BEYOND = 1.1; // of the longest seen, for those that outlast it

    private record Seen(double time, boolean done) {}

    private final Deque<Double> done = new ArrayDeque<>();
    private List<Double> earlier = List.of();

    /** Sets the times of earlier runs, which count until enough is known of this one. */
    void earlier(List<Double> times) {
        earlier = List.copyOf(times);
    }

    void done(double time) {
        done.addLast(time);
        if (done.size() > LATEST) {
            done.removeFirst();
        }
    }

    boolean isKnown() {
        return !done.isEmpty() || !earlier.isEmpty();
    }

    /**
     * Returns the distribution known now.
     *
     * @param ages ages of the videos being generated
     */
    Distribution with(Collection<Double> ages) {
        List<Seen> seen = new ArrayList<>();
        done.forEach(time -> seen.add(new Seen(time, true)));
        if (done.size() < ENOUGH) {
            earlier.forEach(time -> seen.add(new Seen(time, true)));
        }
        ages.forEach(age -> seen.add(new Seen(age, false)));
        seen.sort(Comparator.comparingDouble(Seen::time));
        return distribution(seen);
    }

    private static Distribution distribution(List<Seen> seen) {
        List<Double> times = new ArrayList<>();
        List<Double> shares = new ArrayList<>();
        double left = 1;
        int atRisk = seen.size();
        for (Seen one : seen) {
            if (one.done()) {
                left *= 1 - 1.0 / atRisk;
                times.add(one.time());
                shares.add(1 - left);
            }
            atRisk--;
        }
        return new Distribution(times, shares, seen.get(seen.size() - 1).time() * BEYOND);
    }

    /**
     * A distribution of generation times.
     *
     * @param times in order
     * @param shares the share of videos that take no longer than each time
     * @param longest time of the videos beyond the last share
     */
    record Distribution(List<Double> times, List<Double> shares, double longest) {

        private static final double SOON = 0.05; // of its age, for one that outlasts all

        /** Returns the time that this share of the videos does not exceed. */
        double quantile(double share) {
            int at = Collections.binarySearch(shares, share);
            int index = at < 0 ? -at - 1 : at;
            return index < times.size() ? times.get(index) : longest;
        }

        /** Returns the remaining time of a video of this age, if it belongs to this share of those of its age. */
        double left(double age, double share) {
            int at = Collections.binarySearch(times, age);
            int quicker = at < 0 ? -at - 1 : at + 1;
            double before = quicker == 0 ? 0 : shares.get(quicker - 1);
            return Math.max(quantile(before + (1 - before) * share) - age, age * SOON);
        }
    }
}
