package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** The runs that the process that holds the home has going on, renewed every second, for those who may not open its database. */
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
    private final Map<String, Status> going = new TreeMap<>();

    public StatusFile(Home home) {
        this.file = home.status();
    }

    /** Renews the look at one of the runs that this process has going on. */
    public synchronized void write(Status status) {
        going.put(status.job(), status);
        write();
    }

    /** The run is over. */
    public synchronized void remove(String job) {
        going.remove(job);
        write();
    }

    /** A look that can't be written is not worth a run. */
    private void write() {
        try {
            if (going.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                AtomicFile.write(file, JSON.writeValueAsBytes(going.values()));
            }
        } catch (IOException e) {
            // the next one comes in a second, or it goes stale by itself
        }
    }

    /** The latest look at each run that goes on, by job, if its process still renews it. */
    public List<Status> read(Instant now) {
        try {
            return Stream.of(JSON.readValue(Files.readAllBytes(file), Status[].class))
                    .filter(status -> Duration.between(status.asOf(), now).abs().compareTo(FRESH) <= 0)
                    .toList();
        } catch (IOException | JacksonException e) {
            return List.of();
        }
    }
}
