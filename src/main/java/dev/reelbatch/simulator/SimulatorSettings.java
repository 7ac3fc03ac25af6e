package dev.reelbatch.simulator;

import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a simulator; every method with a parameter returns a changed copy. Durations are in the simulator's
 * time: a faster time shortens them all.
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
    private RequestCheck requestCheck = (body, pictures) -> null;

    /** The forms of a key in the Authorization header. */
    public enum KeyForm {
        ANY,
        PLAIN,
        BEARER
    }

    private SimulatorSettings() {}

    /** Returns the defaults: free ports, any key, a minute per video, no failures, no limits. */
    public static SimulatorSettings defaults() {
        return new SimulatorSettings();
    }

    /** Sets the port of the API; 0 uses a free one. */
    public SimulatorSettings apiPort(int port) {
        return with(copy -> copy.apiPort = port);
    }

    /** Sets the port of the video host; 0 uses a free one. */
    public SimulatorSettings videoPort(int port) {
        return with(copy -> copy.videoPort = port);
    }

    /** Sets the only valid key; null (the default) accepts any that is not empty. */
    public SimulatorSettings apiKey(@Nullable String key) {
        return with(copy -> copy.apiKey = key);
    }

    public SimulatorSettings keyForm(KeyForm form) {
        return with(copy -> copy.keyForm = form);
    }

    /** Sets the median time from a submit to the task's end. */
    public SimulatorSettings generationTime(Duration median) {
        return with(copy -> copy.generationTime = median);
    }

    /** Sets the spread of a log-normal distribution around the median; 0 makes all tasks equally long. */
    public SimulatorSettings generationSigma(double sigma) {
        return with(copy -> copy.generationSigma = sigma);
    }

    /** Sets the share of tasks, 0 to 1, that end in Failure. */
    public SimulatorSettings failureShare(double share) {
        if (!(share >= 0 && share <= 1)) {
            throw new IllegalArgumentException("A share must be between 0 and 1, not " + share);
        }
        return with(copy -> copy.failureShare = share);
    }

    /**
     * Sets the seed: the same seed and the same order of valid submits, refused ones included, give the same outcomes.
     */
    public SimulatorSettings seed(long number) {
        return with(copy -> copy.seed = number);
    }

    /**
     * Sets the rate above which submits are answered with 429; a burst of one second's worth passes. Null: no limit.
     */
    public SimulatorSettings submitsPerSecond(@Nullable Double limit) {
        if (limit != null && !(limit > 0)) {
            throw new IllegalArgumentException("A rate must be above 0, not " + limit);
        }
        return with(copy -> copy.submitsPerSecond = limit);
    }

    /** Sets the number of unfinished tasks at which submits are answered with 429. Null: no limit. */
    public SimulatorSettings maxRunning(@Nullable Integer limit) {
        return with(copy -> copy.maxRunning = limit);
    }

    /** Sets the time that a submit takes to process. */
    public SimulatorSettings submitLatency(Duration latency) {
        return with(copy -> copy.submitLatency = latency);
    }

    /** Sets the time for which a video's URL works after the status answer that gave it. */
    public SimulatorSettings urlLifetime(Duration lifetime) {
        return with(copy -> copy.urlLifetime = lifetime);
    }

    /** Pads every video to this size, below 2 GB; 0 (the default) leaves the clips as small as they are. */
    public SimulatorSettings videoBytes(long bytes) {
        if (bytes < 0 || bytes > Integer.MAX_VALUE) {
            throw new IllegalArgumentException("A video must have 0 to " + Integer.MAX_VALUE + " bytes, not " + bytes);
        }
        return with(copy -> copy.videoBytes = bytes);
    }

    /** Appends every accepted submit to this file, one JSON object a line, before it is answered. */
    public SimulatorSettings recordFile(@Nullable Path file) {
        return with(copy -> copy.recordFile = file);
    }

    /** Sets whether accepted submits and arrivals are kept in memory for tests; true by default. */
    public SimulatorSettings remembering(boolean on) {
        return with(copy -> copy.remembering = on);
    }

    /** Sets the check of a submit's body: it returns why the real API would refuse it, or null. */
    public SimulatorSettings requestCheck(RequestCheck check) {
        return with(copy -> copy.requestCheck = check);
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

    RequestCheck requestCheck() {
        return requestCheck;
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
