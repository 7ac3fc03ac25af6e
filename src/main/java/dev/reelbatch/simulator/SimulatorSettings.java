package dev.reelbatch.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * How a simulator behaves; every method with a parameter gives a changed copy. Durations are those
 * of the simulator's time: a faster time shortens them all.
 */
public final class SimulatorSettings implements Cloneable {

    private int apiPort;
    private int videoPort;
    private @Nullable String apiKey;
    private KeyForm keyForm = KeyForm.ANY;
    private Duration generationTime = Duration.ofSeconds(60);
    private double generationSigma = 0.5;
    private double failureShare;
    private long seed = 1;
    private @Nullable Double submitsPerSecond;
    private @Nullable Integer maxRunning;
    private Duration submitLatency = Duration.ZERO;
    private Duration urlLifetime = Duration.ofHours(24);
    private long videoBytes;
    private @Nullable Path recordFile;
    private boolean remembering = true;

    /** How a key may stand in the Authorization header. */
    public enum KeyForm {
        ANY,
        PLAIN,
        BEARER
    }

    private SimulatorSettings() {}

    /** Free ports, any key, a minute per video, no failures, no limits. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings();
    }

    /** 0 takes a free one. */
    public SimulatorSettings apiPort(int port) {
        return with(copy -> copy.apiPort = port);
    }

    /** 0 takes a free one. */
    public SimulatorSettings videoPort(int port) {
        return with(copy -> copy.videoPort = port);
    }

    /** The only valid key; null (the default) takes any that is not empty. */
    public SimulatorSettings apiKey(@Nullable String key) {
        return with(copy -> copy.apiKey = key);
    }

    public SimulatorSettings keyForm(KeyForm form) {
        return with(copy -> copy.keyForm = form);
    }

    /** The median time from a submit to the task's end. */
    public SimulatorSettings generationTime(Duration median) {
        return with(copy -> copy.generationTime = median);
    }

    /** The spread of a log-normal distribution around the median; 0 makes all tasks equally long. */
    public SimulatorSettings generationSigma(double sigma) {
        return with(copy -> copy.generationSigma = sigma);
    }

    /** The share of tasks, 0 to 1, that end in Failure. */
    public SimulatorSettings failureShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share is between 0 and 1, not " + share);
        }
        return with(copy -> copy.failureShare = share);
    }

    /** The same seed and the same order of valid submits, refused ones included, give the same endings. */
    public SimulatorSettings seed(long number) {
        return with(copy -> copy.seed = number);
    }

    /** Above this rate submits are answered 429; a burst of one second's worth passes. Null: no limit. */
    public SimulatorSettings submitsPerSecond(@Nullable Double limit) {
        if (limit != null && !(limit > 0)) {
            throw new IllegalArgumentException("A rate is above 0, not " + limit);
        }
        return with(copy -> copy.submitsPerSecond = limit);
    }

    /** While so many tasks are unfinished, submits are answered 429. Null: no limit. */
    public SimulatorSettings maxRunning(@Nullable Integer limit) {
        return with(copy -> copy.maxRunning = limit);
    }

    /** How long a submit takes to be worked on. */
    public SimulatorSettings submitLatency(Duration latency) {
        return with(copy -> copy.submitLatency = latency);
    }

    /** How long after the status answer that gave it a video's URL works. */
    public SimulatorSettings urlLifetime(Duration lifetime) {
        return with(copy -> copy.urlLifetime = lifetime);
    }

    /** Pads every video to this size, below 2 GB; 0 (the default) leaves the clips as small as they are. */
    public SimulatorSettings videoBytes(long bytes) {
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A video has 0 to " + Integer.MAX_VALUE + " bytes, not " + bytes);
        }
        return with(copy -> copy.videoBytes = bytes);
    }

    /** Appends every accepted submit to this file, a JSON object a line, before it is answered. */
    public SimulatorSettings recordFile(@Nullable Path file) {
        return with(copy -> copy.recordFile = file);
    }

    /** Whether accepted submits and arrivals are kept in memory for tests to look at; true by default. */
    public SimulatorSettings remembering(boolean on) {
        return with(copy -> copy.remembering = on);
    }

    int apiPort() {
        return apiPort;
    }

    int videoPort() {
        return videoPort;
    }

    @Nullable String apiKey() {
        return apiKey;
    }

    KeyForm keyForm() {
        return keyForm;
    }

    Duration generationTime() {
        return generationTime;
    }

    double generationSigma() {
        return generationSigma;
    }

    double failureShare() {
        return failureShare;
    }

    long seed() {
        return seed;
    }

    @Nullable Double submitsPerSecond() {
        return submitsPerSecond;
    }

    @Nullable Integer maxRunning() {
        return maxRunning;
    }

    Duration submitLatency() {
        return submitLatency;
    }

    Duration urlLifetime() {
        return urlLifetime;
    }

    long videoBytes() {
        return videoBytes;
    }

    @Nullable Path recordFile() {
        return recordFile;
    }

    boolean remembering() {
        return remembering;
    }

    private SimulatorSettings with(Consumer<SimulatorSettings> change) {
        try {
            SimulatorSettings copy = (SimulatorSettings) clone();
            change.accept(copy);
            return copy;
        } catch (CloneNotSupportedException e) {
            throw new AssertionError(e);
        }
    }
}
