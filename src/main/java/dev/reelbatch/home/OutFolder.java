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
 * The folder of a job's results, with a marker that names its owner: results of different jobs are never mixed, nor are
 * a rehearsal's with real ones. A home that has forgotten what was submitted into the folder writes nothing there.
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
     * @throws UserException if the folder contains the results of others, or results that this home has forgotten,
     *     or whose owner is unknown, or if it or a folder above it is a file
     */
    public void check(OutMarker mine) {
        for (Path above = folder; above != null; above = above.getParent()) {
            if (Files.exists(above) && !Files.isDirectory(above)) {
                throw new UserException(Text.of("%s is a file; choose a folder with --out.", above));
            }
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
                    "%s contains results of real runs, so a rehearsal can't use it. Choose another folder with --out.",
                    folder));
        }
        throw new UserException(
                there.job().equals(mine.job())
                        ? Text.of(
                                "%s contains the results of job \"%s\" of another home, and this home "
                                        + "does not know what was paid for there. Use that home (--home, "
                                        + "REELBATCH_HOME). If it is lost, take over its results: reelbatch "
                                        + "reconcile %s. To pay for all rows in this home, choose a folder elsewhere "
                                        + "with --out.",
                                folder, there.job(), folder)
                        : Text.of(
                                "%s contains the results of job \"%s\". Choose another folder with --out.",
                                folder, there.job()));
    }

    /** Returns whether it contains a rehearsal's results, which {@link #claim} will set aside. */
    public boolean willSetAside(OutMarker mine) {
        return !mine.rehearsal() && marker().map(OutMarker::rehearsal).orElse(false);
    }

    /**
     * Claims the folder for this job; a rehearsal's results there are renamed first. A marker of the job stays as it
     * is.
     *
     * @return the folder to which a rehearsal's results were renamed; null if there were none
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
     * @throws UserException as {@link #check}: another home that shares the folder may have written one in the
     *     meantime
     */
    public void mark(OutMarker mine) throws IOException {
        check(mine);
        Files.createDirectories(folder);
        write(mine);
    }

    /**
     * Assigns the results to this home, whoever owned them, because a person says so; on the disk when this returns.
     */
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
     * Reads the marker; empty if there is none.
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
                            "%s can't be read, so the owner of the results in %s is unknown. Choose "
                                    + "another folder with --out, or delete that file if they belong to this job.",
                            markerFile(), folder),
                    e);
        }
    }

    private Path markerFile() {
        return folder.resolve(".reelbatch.json");
    }
}
