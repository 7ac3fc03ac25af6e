package dev.reelbatch.cli;

import dev.reelbatch.time.Time;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Notices which job files have come, changed or gone. A file counts as changed once it has stayed the same for a moment,
 * since half of it may be there while somebody saves it.
 */
final class JobFileStates {

    private static final Duration SETTLED = Duration.ofSeconds(1);

    private final @Nullable Path folder;
    private final List<Path> named;
    private final Time time;
    private final Map<Path, State> known;
    private final Map<Path, Unsettled> unsettled = new HashMap<>();
    private final Set<Path> written = new HashSet<>();
    private @Nullable Long lookedAt;

    /** What is different when a file was written. */
    private record State(
            FileTime modifiedAt, long size, @Nullable Object key) {}

    /** @param state null if the file is gone */
    private record Unsettled(@Nullable State state, long since) {}

    private JobFileStates(@Nullable Path folder, List<Path> named, Time time) {
        this.folder = folder;
        this.named = named;
        this.time = time;
        this.known = atStart();
    }

    private Map<Path, State> atStart() {
        try {
            return states();
        } catch (UncheckedIOException e) { // they are read next, which says what is wrong
            return new HashMap<>();
        }
    }

    /** Notices all job files of a folder. */
    static JobFileStates in(Path folder, Time time) {
        return new JobFileStates(folder, List.of(), time);
    }

    /** Notices these job files. */
    static JobFileStates of(List<Path> named, Time time) {
        return new JobFileStates(null, named, time);
    }

    /** Says that a file was written as a whole just now, so that nothing has to settle. */
    synchronized void written(Path file) {
        written.add(file);
    }

    /** Returns the files that have come, changed or gone since the last call. */
    synchronized Set<Path> changed() {
        if (lookedAt != null && time.since(lookedAt).compareTo(SETTLED) < 0 && written.isEmpty()) {
            return Set.of();
        }
        lookedAt = time.nanos();
        Map<Path, State> now;
        try {
            now = states();
        } catch (UncheckedIOException e) { // as on a share that is away: what is served stays
            return Set.of();
        }
        Set<Path> all = new TreeSet<>(known.keySet());
        all.addAll(now.keySet());
        unsettled.keySet().retainAll(all);
        Set<Path> changed = all.stream()
                .filter(file -> isChanged(file, now.get(file)))
                .collect(Collectors.toCollection(TreeSet::new));
        written.clear();
        return changed;
    }

    private boolean isChanged(Path file, @Nullable State now) {
        if (Objects.equals(known.get(file), now)) {
            unsettled.remove(file);
            return false;
        }
        Unsettled before = unsettled.get(file);
        boolean isSettled = written.contains(file)
                || before != null
                        && Objects.equals(before.state(), now)
                        && time.since(before.since()).compareTo(SETTLED) >= 0;
        if (isSettled) {
            unsettled.remove(file);
            known.compute(file, (same, state) -> now);
        } else if (before == null || !Objects.equals(before.state(), now)) {
            unsettled.put(file, new Unsettled(now, time.nanos()));
        }
        return isSettled;
    }

    private Map<Path, State> states() {
        Map<Path, State> states = new HashMap<>();
        try {
            for (Path file : folder == null ? named : yamlIn(folder)) {
                BasicFileAttributes attributes = attributes(file);
                if (attributes != null) {
                    states.put(file, new State(attributes.lastModifiedTime(), attributes.size(), attributes.fileKey()));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return states;
    }

    private static @Nullable BasicFileAttributes attributes(Path file) throws IOException {
        try {
            return Files.readAttributes(file, BasicFileAttributes.class);
        } catch (NoSuchFileException e) {
            Path parent = file.toAbsolutePath().getParent();
            if (parent == null || !Files.isDirectory(parent)) {
                throw new NotDirectoryException(String.valueOf(parent));
            }
            return null;
        }
    }

    private static List<Path> yamlIn(Path of) throws IOException {
        try (Stream<Path> files = Files.list(of)) {
            return files.filter(JobFile::isOne).sorted().toList();
        }
    }
}
