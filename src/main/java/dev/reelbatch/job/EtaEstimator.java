package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.Time;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Estimates the end of a run, and its submission rate, from the moves of its clips.
 *
 * <p>It simulates the rest of the run: the remaining clips are submitted at the recent rate, within the limits of rate
 * and concurrency, each video takes as long as those seen so far, and is downloaded like them. An outage moves the end
 * by its own duration, and no further.
 */
final class EtaEstimator implements ClipTransition.Listener {

    private static final double GOLDEN = 0.6180339887498949; // its multiples spread evenly over 0 to 1
    private static final int PLAYS = 5;
    private static final int MANY = 5_000; // with this many, chance evens out
    private static final int LATEST = 20;
    private static final double NANOS_A_MINUTE = 60e9;

    private final long runId;
    private final Rate rate;
    private final int maxInFlight;
    private final Time time;
    private final Map<Long, Long> generating = new LinkedHashMap<>(); // start of generation, in ticks
    private final Set<Long> sending = new HashSet<>();
    private final Set<Long> downloading = new HashSet<>();
    private final Set<Long> movedOn = new HashSet<>();
    private final GenerationTimes times = new GenerationTimes();
    private final Throughput submits = new Throughput();
    private final Throughput downloads = new Throughput();
    private final Deque<Long> answers = new ArrayDeque<>(); // to the latest submissions, in ticks
    private boolean started;
    private int toSubmit;
    private int generated;
    private int notGenerated;

    EtaEstimator(long runId, Rate rate, int maxInFlight, Time time) {
        this.runId = runId;
        this.rate = rate;
        this.maxInFlight = maxInFlight;
        this.time = time;
    }

    /** Starts over before the ledger is read: moves from now on are newer than its answer. */
    synchronized void startOver() {
        generating.clear();
        sending.clear();
        downloading.clear();
        movedOn.clear();
        started = false;
    }

    synchronized void start(EtaStart etaStart) {
        long now = time.nanos();
        toSubmit = etaStart.queued();
        etaStart.ages().forEach((clip, age) -> {
            if (!movedOn.contains(clip)) {
                generating.put(clip, now - age.toNanos());
            }
        });
        etaStart.generated().stream().filter(clip -> !movedOn.contains(clip)).forEach(downloading::add);
        downloads.idle(downloading.isEmpty(), now);
        times.earlier(etaStart.earlier().stream()
                .map(Duration::toNanos)
                .map(Long::doubleValue)
                .toList());
        started = true;
    }

    @Override
    public synchronized void moved(ClipTransition move) {
        long now = time.nanos();
        long clip = move.clipId();
        leave(clip, move, now);
        switch (move.to()) {
            case SUBMITTING -> sending.add(clip);
            case SUBMITTED -> generating.put(clip, now);
            case GENERATED -> downloading.add(clip);
            case QUEUED -> toSubmit += move.runId() == runId ? 1 : 0;
            default -> {}
        }
        submits.idle((sending.isEmpty() && answers.isEmpty()) || inFlight() >= maxInFlight, now);
        downloads.idle(downloading.isEmpty(), now);
        if (!started) {
            movedOn.add(clip);
        }
    }

    private void leave(long clip, ClipTransition move, long now) {
        switch (move.from()) {
            case QUEUED -> toSubmit -= started && move.runId() == runId ? 1 : 0;
            case SUBMITTING -> {
                sending.remove(clip);
                if (move.to() != ClipState.QUEUED) {
                    answered(now);
                }
            }
            case SUBMITTED -> ended(clip, move.to(), now);
            case GENERATED -> {
                downloading.remove(clip);
                downloads.done(now);
            }
            default -> {}
        }
    }

    private void answered(long now) {
        submits.done(now);
        answers.addLast(now);
        if (answers.size() > LATEST) {
            answers.removeFirst();
        }
    }

    private void ended(long clip, ClipState how, long now) {
        Long since = generating.remove(clip);
        if (since != null && how != ClipState.TIMED_OUT) {
            times.done((double) (now - since));
        }
        if (how == ClipState.GENERATED) {
            generated++;
        } else {
            notGenerated++;
        }
    }

    private int inFlight() {
        return generating.size() + sending.size();
    }

    /** Returns the number of this run's clips that wait to be submitted. */
    synchronized int toSubmit() {
        return toSubmit;
    }

    /**
     * Returns the recent number of submissions a minute that got a final answer; 0 if there were none. Answers may
     * bunch, submissions don't.
     */
    synchronized double perMinute() {
        Long first = answers.peekFirst();
        long span = first == null ? 0 : time.nanos() - first;
        double pace = span <= 0 ? 0 : (answers.size() - 1) * NANOS_A_MINUTE / span;
        return Math.min(pace, NANOS_A_MINUTE / rate.spacing().toNanos());
    }

    /**
     * Returns the time left; empty until it is known how long a video takes.
     *
     * @param submitting true if waiting clips will be submitted
     */
    synchronized Optional<Duration> left(boolean submitting) {
        int queued = submitting ? Math.max(0, toSubmit) : 0;
        if (queued == 0 && inFlight() == 0) {
            return Optional.of(nanos(downloads.mean() * downloading.size()));
        }
        if (!times.isKnown()) {
            return Optional.empty();
        }
        double lastGenerated = lastGenerated(queued);
        double share = generated + notGenerated == 0 ? 1 : (double) generated / (generated + notGenerated);
        double toDownload = downloading.size() + (queued + inFlight()) * share;
        return Optional.of(nanos(Math.max(lastGenerated + downloads.mean(), toDownload * downloads.mean())));
    }

    /** Returns the nanoseconds until the last video is generated, as the median of several simulated courses. */
    private double lastGenerated(int queued) {
        long now = time.nanos();
        List<Double> ages = generating.values().stream()
                .map(since -> (double) (now - since))
                .collect(Collectors.toList());
        GenerationTimes.Distribution takes = times.with(ages);
        ages.addAll(Collections.nCopies(sending.size(), 0.0));
        int plays = queued > MANY ? 1 : PLAYS;
        return IntStream.range(0, plays)
                .mapToDouble(play -> playThrough(queued, ages, takes, (double) play / plays))
                .sorted()
                .toArray()[plays / 2];
    }

    private double playThrough(int queued, List<Double> ages, GenerationTimes.Distribution takes, double chance) {
        PriorityQueue<Double> ends = new PriorityQueue<>();
        // numbered from 1: for a single one the median is expected, for many also the extremes
        for (double age : ages) {
            ends.add(takes.left(age, spread(ends.size() + 1, chance)));
        }
        double last = ends.stream().mapToDouble(end -> end).max().orElse(0);
        double spacing = Math.max(submits.mean(), rate.spacing().toNanos());
        double at = 0;
        // numbered by the clips left, so that the last ones keep their numbers
        for (int left = queued; left > 0; left--) {
            at += spacing;
            while (ends.size() >= maxInFlight) {
                at = Math.max(at, ends.remove());
            }
            double end = at + takes.quantile(spread(left, chance));
            last = Math.max(last, end);
            ends.add(end);
        }
        return last;
    }

    /** Returns numbers from 0 to 1, spread evenly for consecutive arguments. */
    private static double spread(int number, double chance) {
        double multiple = number * GOLDEN + chance;
        return multiple - Math.floor(multiple);
    }

    private static Duration nanos(double nanos) {
        return Duration.ofNanos((long) nanos);
    }
}
