package dev.reelbatch.web;

import dev.reelbatch.serve.RequestedRuns;
import dev.reelbatch.session.Monitored;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The disks of the home and of the results. */
public final class Disks {

    private final Monitored monitored;
    private final RequestedRuns requestedRuns;

    Disks(Monitored monitored, RequestedRuns requestedRuns) {
        this.monitored = monitored;
        this.requestedRuns = requestedRuns;
    }

    /** A disk's space in bytes; NaN where it can't be read. */
    public record Space(double free, double size) {

        static final Space UNKNOWN = new Space(Double.NaN, Double.NaN);

        static Space of(Path folder) {
            try {
                Path existing = existing(folder);
                if (existing == null) {
                    return UNKNOWN;
                }
                FileStore store = Files.getFileStore(existing);
                return new Space(store.getUsableSpace(), store.getTotalSpace());
            } catch (IOException e) {
                return UNKNOWN;
            }
        }

        private static @Nullable Path existing(Path folder) {
            for (Path path = folder; path != null; path = path.getParent()) {
                if (Files.exists(path)) {
                    return path;
                }
            }
            return null;
        }
    }

    /** Returns that of the home. */
    public Space home() {
        return Space.of(monitored.home().folder());
    }

    /** Returns the fullest disk of those with results: of new jobs, of the job files, and of the active runs. */
    public Space results() {
        List<Path> folders = new ArrayList<>(requestedRuns.resultsFolders());
        folders.addAll(monitored.account().folders());
        return folders.stream()
                .map(Space::of)
                .filter(space -> !Double.isNaN(space.free()))
                .min(Comparator.comparingDouble(Space::free))
                .orElse(Space.UNKNOWN);
    }

    /** Returns true if one of them has less free space than the setting requires. */
    boolean isFull() {
        double least = monitored.settings().serve().minFreeSpace().toBytes();
        return home().free() < least || results().free() < least;
    }
}
