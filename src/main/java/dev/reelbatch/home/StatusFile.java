package dev.reelbatch.home;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** What the process that holds the home is doing, renewed every second, for those who may not open its database. */
public final class StatusFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FRESH = Duration.ofSeconds(10);

    /**
     * One look at a run that is going on.
     *
     * @param states clips by state
     * @param cost what it may have cost so far, by currency
     * @param stopping why nothing more is submitted; null while all goes well
     */
    public record Status(
            long pid,
            String job,
            int run,
            String out,
            Instant since,
            Instant asOf,
            Map<String, Integer> states,
            Map<String, String> cost,
            @Nullable String stopping) {}

    private final Path file;

    public StatusFile(Home home) {
        this.file = home.status();
    }

    /** A look that can't be written is not worth a run. */
    public void write(Status status) {
        try {
            AtomicFile.write(file, JSON.writeValueAsBytes(status));
        } catch (IOException e) {
            // the next one comes in a second
        }
    }

    /** The run is over. */
    public void remove() {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // it goes stale by itself
        }
    }

    /** The latest look, if its process still renews it. */
    public Optional<Status> read(Instant now) {
        try {
            Status status = JSON.readValue(Files.readAllBytes(file), Status.class);
            Duration age = Duration.between(status.asOf(), now).abs();
            return age.compareTo(FRESH) <= 0 ? Optional.of(status) : Optional.empty();
        } catch (IOException | JacksonException e) {
            return Optional.empty();
        }
    }
}
