package dev.reelbatch.home;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
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
 * mixed in, and a rehearsal's never with real ones. Nothing is written there by a home that has forgotten
 * what was submitted into it.
 */
public final class OutFolder {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final Path folder;
    private final OutMarker.Knowledge home;

    public OutFolder(Path folder, OutMarker.Knowledge home) {
        this.folder = folder;
        this.home = home;
    }

    /**
     * Checks that this job's results may go there; changes nothing.
     *
     * @throws UserException if the folder holds others' results, or results that this home has forgotten, or
     *     nobody knows whose, or is a file
     */
    public void check(OutMarker mine) {
        if (Files.exists(folder) && !Files.isDirectory(folder)) {
            throw new UserException(Text.of("%s is a file; name a folder with --out.", folder));
        }
        check(mine, marker().orElse(null));
    }

    private void check(OutMarker mine, @Nullable OutMarker there) {
        if (there == null) {
            return;
        }
        if (there.isOfSameHome(mine) && !home.contains(there)) {
            throw new ForgottenResultsException(folder, there.job());
        }
        if (there.isOfSameJob(mine)) {
            return;
        }
        if (there.rehearsal() && !mine.rehearsal()) {
            return; // will be set aside
        }
        if (!there.rehearsal() && mine.rehearsal()) {
            throw new UserException(Text.of(
                    "%s holds real results; a rehearsal never goes there. Name another folder with --out.", folder));
        }
        throw new UserException(
                there.job().equals(mine.job())
                        ? Text.of(
                                "%s holds the results of job \"%s\" of another home, and this home does not know what was paid for there. Use that home (--home, REELBATCH_HOME). If it is lost, take its results over: reelbatch reconcile %s. To pay for all rows in this home, name another folder with --out.",
                                folder, there.job(), folder)
                        : Text.of(
                                "%s holds the results of job \"%s\". Name another folder with --out.",
                                folder, there.job()));
    }

    /** Whether a rehearsal's results lie there, which {@link #claim} will set aside. */
    public boolean willSetAside(OutMarker mine) {
        return !mine.rehearsal() && marker().map(OutMarker::rehearsal).orElse(false);
    }

    /**
     * Makes the folder this job's own; a rehearsal's results that lie there are renamed aside first. A marker of the
     * job stays as it is.
     *
     * @return where a rehearsal's results were set aside; null if there were none
     * @throws UserException as {@link #check}
     */
    public @Nullable Path claim(OutMarker mine) throws IOException {
        OutMarker there = marker().orElse(null);
        check(mine, there);
        Path aside = null;
        if (there != null && !there.isOfSameJob(mine)) {
            aside = freeName();
            Files.move(folder, aside);
        }
        Files.createDirectories(folder.resolve("videos"));
        if (there == null || aside != null) {
            write(mine);
        }
        return aside;
    }

    /**
     * Replaces the job's marker; it is on the disk when this returns.
     *
     * @throws UserException as {@link #check}: another home that shares the folder may have written one meanwhile
     */
    public void mark(OutMarker mine) throws IOException {
        check(mine);
        Files.createDirectories(folder);
        write(mine);
    }

    /** A person says that the results are this home's from now on, whosever they were; on the disk when this returns. */
    public void takeOver(OutMarker mine) throws IOException {
        write(mine);
    }

    private void write(OutMarker mine) throws IOException {
        AtomicFile.writeForced(markerFile(), JSON.writeValueAsBytes(mine));
    }

    private Path freeName() {
        Path aside = folder.resolveSibling(folder.getFileName() + "-rehearsal");
        for (int n = 2; Files.exists(aside); n++) {
            aside = folder.resolveSibling(folder.getFileName() + "-rehearsal-" + n);
        }
        return aside;
    }

    /**
     * Empty if there is none.
     *
     * @throws UserException if it can't be read
     */
    public Optional<OutMarker> marker() {
        try {
            return Optional.of(JSON.readValue(Files.readString(markerFile(), StandardCharsets.UTF_8), OutMarker.class));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException | JacksonException e) {
            throw new UserException(
                    UserException.Kind.UNAVAILABLE,
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
