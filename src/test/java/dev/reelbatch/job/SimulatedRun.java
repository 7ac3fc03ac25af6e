package dev.reelbatch.job;

import dev.reelbatch.ledger.ClipState;
import dev.reelbatch.ledger.ClipTransition;
import dev.reelbatch.submit.Rate;
import dev.reelbatch.time.SettableTime;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

/** A run as it would go against an API of some shape, event by event in a time of its own; seconds. */
final class SimulatedRun {

    static final int LOOK_EVERY = 5;

    private static final int DOWNLOADS_AT_ONCE = 4;
    private static final double REFUSED_FOR = 2; // from a 429 to the next try, at the full pace

    /** The end of the run as expected at a moment. */
    record Foresight(double at, double end) {}

    private record Event(double at, Runnable what) {}

    private final Shape shape;
    private final Random random;
    private final SettableTime time = new SettableTime();
    private final EtaEstimator expected;
    private final PriorityQueue<Event> events = new PriorityQueue<>(Comparator.comparingDouble(Event::at));
    private final Deque<Long> generated = new ArrayDeque<>();
    private final List<Foresight> foresights = new ArrayList<>();
    private double now;
    private double lastEnd;
    private double share = 1;
    private long next = 1;
    private int running;
    private int downloading;
    private boolean waiting;

    SimulatedRun(Shape shape, long seed) {
        this.shape = shape;
        this.random = new Random(seed);
        this.expected = new EtaEstimator(1, Rate.of(shape.rate), shape.inFlight, time);
        expected.start(new EtaStart(shape.clips, Map.of(), Set.of(), List.of()));
    }

    /** Returns how long it took. */
    double play() {
        in(0, this::submit);
        in(1, this::foresee);
        while (!events.isEmpty()) {
            Event event = events.remove();
            time.advance(Duration.ofNanos((long) (event.at() * 1e9) - time.nanos()));
            now = event.at();
            event.what().run();
        }
        return lastEnd;
    }

    List<Foresight> foresights() {
        return foresights;
    }

    private void in(double seconds, Runnable what) {
        events.add(new Event(now + seconds, what));
    }

    private void foresee() {
        expected.left(true).ifPresent(left -> foresights.add(new Foresight(now, now + left.toNanos() / 1e9)));
        if (!events.isEmpty()) {
            in(LOOK_EVERY, this::foresee);
        }
    }

    private void submit() {
        if (next > shape.clips) {
            return;
        }
        if (running >= shape.inFlight) {
            waiting = true;
            return;
        }
        double spacing = Rate.of(shape.rate).spacing().toNanos() / 1e9;
        long clip = next;
        move(clip, ClipState.QUEUED, ClipState.SUBMITTING);
        if (now >= shape.downFrom && now < shape.downUntil) {
            move(clip, ClipState.SUBMITTING, ClipState.QUEUED);
            in(spacing, this::submit);
        } else if (running >= shape.accountLimit) {
            share = Math.max(1.0 / 64, share / 2);
            move(clip, ClipState.SUBMITTING, ClipState.QUEUED);
            in(REFUSED_FOR * random.nextDouble() + spacing / share, this::submit);
        } else {
            accepted(clip);
            share = Math.min(1, share + 0.01);
            in(spacing / share, this::submit);
        }
    }

    private void accepted(long clip) {
        next++;
        running++;
        move(clip, ClipState.SUBMITTING, ClipState.SUBMITTED);
        in(shape.generation * Math.exp(shape.spread * random.nextGaussian()), () -> ended(clip));
    }

    private void ended(long clip) {
        running--;
        boolean failed = random.nextDouble() < shape.failures;
        move(clip, ClipState.SUBMITTED, failed ? ClipState.FAILED : ClipState.GENERATED);
        if (!failed) {
            generated.add(clip);
            download();
        }
        if (waiting) {
            waiting = false;
            submit();
        }
    }

    private void download() {
        if (downloading < DOWNLOADS_AT_ONCE && !generated.isEmpty()) {
            downloading++;
            long clip = generated.remove();
            in(shape.download * (0.5 + random.nextDouble()), () -> {
                downloading--;
                move(clip, ClipState.GENERATED, ClipState.DELIVERED);
                download();
            });
        }
    }

    private void move(long clip, ClipState from, ClipState to) {
        expected.moved(new ClipTransition(clip, 1, from, to));
        lastEnd = now;
    }

    /** Of a run and of the API that it meets. */
    static final class Shape {

        private final int clips;
        private String rate = "60/min";
        private int inFlight = 20;
        private double generation = 60;
        private double spread = 0.2;
        private double download = 1;
        private double failures;
        private int accountLimit = Integer.MAX_VALUE;
        private double downFrom;
        private double downUntil;

        Shape(int clips) {
            this.clips = clips;
        }

        Shape rate(String ceiling) {
            rate = ceiling;
            return this;
        }

        Shape inFlight(int ceiling) {
            inFlight = ceiling;
            return this;
        }

        /** The median. */
        Shape generation(double seconds) {
            generation = seconds;
            return this;
        }

        /** Of a log-normal distribution. */
        Shape spread(double sigma) {
            spread = sigma;
            return this;
        }

        Shape download(double seconds) {
            download = seconds;
            return this;
        }

        /** The share of tasks that fail. */
        Shape failures(double part) {
            failures = part;
            return this;
        }

        /** With more tasks running than this the API answers 429. */
        Shape accountLimit(int tasks) {
            accountLimit = tasks;
            return this;
        }

        /** While it is down nothing is accepted. */
        Shape down(double from, double until) {
            downFrom = from;
            downUntil = until;
            return this;
        }
    }
}
