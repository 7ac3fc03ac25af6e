package dev.reelbatch.bench;

import java.time.Duration;
import java.util.List;
import java.util.PriorityQueue;

/**
 * T_min: how long a job takes at least, from its first submit to its last video, whoever runs it.
 *
 * <p>The rule of thumb is {@code max((N-1)/R, (N/K-1)·G, N·S/B) + G + S/B} for N rows at rate R with K
 * tasks at once, each taking G, files of size S over a bandwidth B. Tasks differ, so here the job is
 * played through with the times that the simulator really drew, in the order in which it drew them:
 * each submit leaves as soon as rate and places in flight allow, at the earliest 1/R after the one
 * before and when one of K tasks has ended, and the job is over when the last task is. Every question,
 * answer and download takes no time (B is without end: it is the loopback of one machine), so that the
 * figure is never too large.
 */
final class ShortestTime {

    private ShortestTime() {}

    /**
     * @param perSecond submits a second, at most
     * @param atOnce tasks at once, at most
     * @param generations how long each task takes, in the order of their submits
     */
    static Duration of(double perSecond, int atOnce, List<Duration> generations) {
        double spacing = 1 / perSecond;
        PriorityQueue<Double> ends = new PriorityQueue<>();
        double submit = -spacing;
        double last = 0;
        for (Duration generation : generations) {
            submit += spacing;
            if (ends.size() == atOnce) {
                submit = Math.max(submit, ends.remove());
            }
            double end = submit + generation.toNanos() / 1e9;
            ends.add(end);
            last = Math.max(last, end);
        }
        return Duration.ofNanos((long) (last * 1e9));
    }
}
