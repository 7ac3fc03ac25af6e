package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.File;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.integration.file.filters.FileListFilter;

/**
 * Accepts plain files that have been unchanged for a while. A file's own time says nothing: most copies have the
 * original's from their first byte on.
 */
final class StableFileFilter implements FileListFilter<File> {

    private record Seen(FileState state, long since) {}

    private final Duration settle;
    private final Time time;
    private final InboxNotices inboxNotices;
    private Map<File, Seen> seen = Map.of();

    StableFileFilter(Duration settle, Time time, InboxNotices inboxNotices) {
        this.settle = settle;
        this.time = time;
        this.inboxNotices = inboxNotices;
    }

    @Override
    public List<File> filterFiles(File @Nullable [] files) {
        List<File> settled = new ArrayList<>();
        Map<File, Seen> now = new HashMap<>();
        for (File file : files == null ? new File[0] : files) {
            state(file).ifPresent(state -> {
                Seen before = seen.get(file);
                Seen current = before != null && before.state.equals(state) ? before : new Seen(state, time.nanos());
                now.put(file, current);
                if (time.onWallClock(time.since(current.since)).compareTo(settle) >= 0) {
                    settled.add(file); // copies are no faster in a rehearsal
                }
            });
        }
        seen = now;
        return settled;
    }

    /** Returns whether the file there now is the one that was accepted. */
    boolean isStill(File file, Path there) {
        Seen before = seen.get(file);
        try {
            return before != null && before.state.equals(FileState.of(there));
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<FileState> state(File file) {
        try {
            BasicFileAttributes attributes = FileState.attributes(file.toPath());
            if (attributes.isSymbolicLink()) {
                inboxNotices.once(file.getName(), Text.of("%s ignored: it is a link, not a file.", file.getName()));
            }
            return attributes.isRegularFile() ? Optional.of(FileState.of(attributes)) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            tellOfStrangeName(file.getName());
            return Optional.empty(); // most likely removed again
        }
    }

    private void tellOfStrangeName(String name) {
        if (name.indexOf('\uFFFD') >= 0 || name.indexOf('?') >= 0) {
            inboxNotices.once(
                    name,
                    Text.of(
                            "%s ignored: its name can't be read here. Rename it, or start reelbatch with "
                                    + "the environment variable LC_ALL=C.UTF-8.",
                            name));
        }
    }
}
