package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The way in which a process gets a copy of the database that another one holds: it requests one by a file in the home,
 * and the holder, which checks every half second, answers by a file.
 *
 * <p>{@code x.wanted} becomes {@code x.taken} while the copy is made, and {@code x.zip} when it is complete, or
 * {@code x.failed} with the reason.
 */
public final class Snapshots {

    private static final String WANTED = ".wanted";
    private static final String TAKEN = ".taken";
    private static final String PART = ".part";
    private static final String THERE = ".zip";
    private static final String FAILED = ".failed";
    private static final Duration GLANCE = Duration.ofMillis(100);
    private static final int GLANCES_A_SECOND = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30); // for a machine that swaps; usually under a second

    private final Home home;
    private final Path folder;

    public Snapshots(Home home) {
        this.home = home;
        this.folder = home.requests();
    }

    /** Makes a copy of the database in use, as a ZIP file. */
    public interface Copier {
        void copyTo(Path zip);
    }

    /**
     * Deletes old requests; must be called by the holder when it begins, since their processes have gone, or ask again.
     */
    public void forgetAll() {
        try {
            for (Path file : files("")) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers all requests; must be called by the holder repeatedly. */
    public void answerAll(Copier copier) throws IOException {
        for (Path wanted : files(WANTED)) {
            Path taken = Files.move(wanted, named(wanted, WANTED, TAKEN));
            Path part = named(taken, TAKEN, PART);
            try {
                copier.copyTo(part);
                Files.move(part, named(part, PART, THERE), StandardCopyOption.ATOMIC_MOVE);
            } catch (IOException | RuntimeException e) {
                Files.writeString(named(taken, TAKEN, FAILED), String.valueOf(e.getMessage()), StandardCharsets.UTF_8);
            } finally {
                Files.deleteIfExists(part);
                Files.deleteIfExists(taken);
            }
        }
    }

    /**
     * Requests a copy from the process that holds the home, and waits as long as it works on the copy.
     *
     * @return the copy, which the caller must delete; empty if nobody holds the home any more, or if the holder
     *     does not answer
     */
    public Optional<Path> ask(Time time) throws InterruptedException {
        Path wanted = folder.resolve(UUID.randomUUID() + WANTED);
        try {
            Files.createDirectories(folder);
            Files.createFile(wanted);
            return await(wanted, time);
        } catch (IOException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
                    Text.of("The home %s can't be written: %s", home.folder(), e.getMessage()),
                    e);
        }
    }

    private Optional<Path> await(Path wanted, Time time) throws IOException, InterruptedException {
        Path there = named(wanted, WANTED, THERE);
        Path failed = named(wanted, WANTED, FAILED);
        long asked = time.nanos();
        try {
            for (int glance = 1; !Files.exists(there); glance++) {
                if (Files.exists(failed)) {
                    throw new UserException(Text.of(
                            "The process that uses the home %s could not copy its database: %s",
                            home.folder(), Files.readString(failed)));
                }
                boolean isIgnored = Files.exists(wanted) && time.since(asked).compareTo(PATIENCE) > 0;
                if (isIgnored || glance % GLANCES_A_SECOND == 0 && !HomeLock.isHeld(home)) {
                    return Optional.empty();
                }
                time.sleep(GLANCE);
            }
            return Optional.of(there);
        } finally {
            Files.deleteIfExists(wanted);
            Files.deleteIfExists(failed);
        }
    }

    private static Path named(Path file, String before, String after) {
        String name = file.getFileName().toString();
        return file.resolveSibling(name.substring(0, name.length() - before.length()) + after);
    }

    private List<Path> files(String ending) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(ending))
                    .toList();
        }
    }
}
