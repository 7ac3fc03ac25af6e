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

/**
 * The running runs of the process that holds the home, updated every second, for processes that may not open its
 * database.
 */
public final class StatusFile {

    private static final JsonMapper JSON = JsonMapper.builder().build();
    private static final Duration FRESH = Duration.ofSeconds(10);

    /**
     * The status of a running run.
     *
     * @param processStart start of its process, by which a later process of the same number is told apart; null if the
     *     system does not say
     * @param served true if {@code serve} runs it, which goes on after it
     * @param states clips by state
     * @param cost what it may have cost so far, by currency
     * @param stopping why nothing more is submitted; null as long as nothing stopped it
     */
    public record Status(
            long pid,
            @Nullable Instant processStart,
            boolean served,
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

    /** Updates the status of one of this process's runs. */
    public synchronized void write(Status status) {
        going.put(status.job(), status);
        write();
    }

    /** Removes a run that has ended. */
    public synchronized void remove(String job) {
        going.remove(job);
        write();
    }

    /** Writes the file; a failure is ignored, since it must not end a run. */
    private void write() {
        try {
            if (going.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                AtomicFile.write(file, JSON.writeValueAsBytes(going.values()));
            }
        } catch (IOException e) {
            // the next one comes in a second, or the file becomes stale
        }
    }

    /** Reads the latest status of each running run, by job, if its process still updates it. */
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
