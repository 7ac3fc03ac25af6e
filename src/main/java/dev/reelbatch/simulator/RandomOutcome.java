package dev.reelbatch.simulator;

import java.time.Duration;
import java.util.Random;

/** Random outcomes of tasks: the same seed gives the same sequence. */
final class RandomOutcome {

    private final Random random;
    private final SimulatorSettings settings;

    RandomOutcome(SimulatorSettings settings) {
        this.settings = settings;
        this.random = new Random(settings.seed());
    }

    synchronized Draw draw() {
        double spread = Math.exp(settings.generationSigma() * random.nextGaussian());
        long nanos = (long) (settings.generationTime().toNanos() * spread);
        return new Draw(Duration.ofNanos(nanos), random.nextDouble() < settings.failureShare());
    }

    /** The outcome of one task. */
    record Draw(Duration generation, boolean fails) {}
}
