package dev.reelbatch.home;

import dev.reelbatch.text.Text;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The folder of a job's results, with a marker that says whose they are: another job's are never
 * mixed in, and a rehearsal's never with real ones.
 */
public final class OutFolder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    /**
     * Whose results a folder holds.
     *
     * @param submissions the number of the home's latest submission; null in a marker that does not say
     */
    public record Marker(
            String home,
            String job,
            boolean rehearsal,
            @Nullable Long submissions) {

        boolean isOfSameJob(Marker other) {
            return home.equals(other.home) && job.equals(other.job) && rehearsal == other.rehearsal;
        }

        boolean knowsMoreThan(Marker other) {
            return submissions != null && other.submissions != null && submissions > other.submissions;
        }
    }

    private final Path folder;

    public OutFolder(Path folder) {
        this.folder = folder;
    }

    /**
     * Checks that this job's results may go there; changes nothing.
     *
     * @throws HomeException if the folder holds others' results, or results that this home has forgotten, or
     *     nobody knows whose, or is a file
     */
    public void check(Marker mine) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new HomeException(Text.of("%s is a file; name a folder with --out.", folder));
        }
        Marker there = marker().orElse(null);
        if (there != null && there.isOfSameJob(mine) && there.knowsMoreThan(mine)) {
            throw new HomeException(Text.of(
                    "%s holds results that this home knows nothing of: the home is older than they are, from a backup or a copy. It would pay again for what it has forgotten. Bring the newer home back; or, to pay for those rows again, name another folder with --out.",
                    folder));
        }
        if (there == null || there.isOfSameJob(mine)) {
            return;
        }
        if (there.rehearsal() && !mine.rehearsal()) {
            return; // will be set aside
        }
        if (!there.rehearsal() && mine.rehearsal()) {
            throw new HomeException(Text.of(
                    "%s holds real results; a rehearsal never goes there. Name another folder with --out.", folder));
        }
        throw new HomeException(
                there.job().equals(mine.job())
                        ? Text.of(
                                "%s holds the results of job \"%s\" of another home. Name another folder with --out.",
                                folder, there.job())
                        : Text.of(
                                "%s holds the results of job \"%s\". Name another folder with --out.",
                                folder, there.job()));
    }

    /** Whether a rehearsal's results lie there, which {@link #claim} will set aside. */
    public boolean willSetAside(Marker mine) {
        return !mine.rehearsal() && marker().map(Marker::rehearsal).orElse(false);
    }

    /**
     * Makes the folder this job's own; a rehearsal's results that lie there are renamed aside first.
     *
     * @return where a rehearsal's results were set aside; null if there were none
     */
    public @Nullable Path claim(Marker mine) throws IOException {
        Marker there = marker().orElse(null);
        Path aside = null;
        if (there != null && there.rehearsal() && !mine.rehearsal()) {
            aside = freeName();
            Files.move(folder, aside);
        }
        Files.createDirectories(folder.resolve("videos"));
        if (!mine.equals(marker().orElse(null))) {
            AtomicFile.writeForced(markerFile(), JSON.writeValueAsBytes(mine));
        }
        return aside;
    }

    private Path freeName() {
        Path aside = folder.resolveSibling(folder.getFileName() + "-rehearsal");
        for (int n = 2; Files.exists(aside); n++) {
            aside = folder.resolveSibling(folder.getFileName() + "-rehearsal-" + n);
        }
        return aside;
    }

    private Optional<Marker> marker() {
        try {
            return Optional.of(JSON.readValue(Files.readString(markerFile(), StandardCharsets.UTF_8), Marker.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new HomeException(
                    Text.of(
                            "%s can't be read, so nobody knows whose results %s holds. Name another folder with --out, or delete that file if they are this job's.",
                            markerFile(), folder),
                    e);
        }
    }

    private Path markerFile() {
        return folder.resolve(".reelbatch.json");
    }
}
