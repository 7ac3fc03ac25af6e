package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.CrashPoint;
import dev.reelbatch.time.Time;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.integration.file.filters.AbstractFileListFilter;

/**
 * Takes sheets by moving them to working/, where no other program looks. As the last of the filters
 * it lets through what can be taken now.
 */
final class SheetClaimer extends AbstractFileListFilter<File> {

    private static final Duration PAUSE = Duration.ofMinutes(1);

    private final InboxFolders folders;
    private final StableFileFilter stableFileFilter;
    private final InboxNotices inboxNotices;
    private final Time time;
    private final Map<File, Long> refusedAt = new HashMap<>();

    SheetClaimer(InboxFolders folders, StableFileFilter stableFileFilter, InboxNotices inboxNotices, Time time) {
        this.folders = folders;
        this.stableFileFilter = stableFileFilter;
        this.inboxNotices = inboxNotices;
        this.time = time;
    }

    @Override
    public boolean accept(File file) {
        refusedAt.values().removeIf(at -> time.onWallClock(time.since(at)).compareTo(PAUSE) >= 0);
        return !refusedAt.containsKey(file) && isFree(file);
    }

    /** A sheet never takes the place of another one that is still worked on. */
    private boolean isFree(File file) {
        boolean free = !Files.exists(claimed(file), LinkOption.NOFOLLOW_LINKS);
        if (!free) {
            inboxNotices.once(
                    file.getName(),
                    Text.of("%s waits until the file of the same name in working is done.", file.getName()));
        }
        return free;
    }

    /** The sheet's new place; empty if it can't be taken, which was told if it is for long. */
    Optional<Path> claim(File file) {
        Path source = file.toPath();
        if (!isFree(file) || !stableFileFilter.isStill(file, source)) {
            return Optional.empty();
        }
        try {
            Path claimed = Files.move(source, claimed(file), StandardCopyOption.ATOMIC_MOVE);
            if (!stableFileFilter.isStill(file, claimed) && isBack(claimed, source)) {
                refusedAt.put(file, time.nanos());
                return Optional.empty();
            }
            CrashPoint.AFTER_CLAIM.reach();
            return Optional.of(claimed);
        } catch (IOException e) {
            return refused(file, e);
        }
    }

    private Path claimed(File file) {
        return folders.working().resolve(file.getName());
    }

    /** Somebody writes to it still: the name in the inbox is where they will look for it. */
    private static boolean isBack(Path claimed, Path source) throws IOException {
        if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(claimed, source, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private Optional<Path> refused(File file, IOException e) {
        if (e instanceof NoSuchFileException && !file.exists()) {
            return Optional.empty(); // whoever put it there has taken it away again
        }
        refusedAt.put(file, time.nanos());
        inboxNotices.once(
                file.getName(),
                Text.of(
                        "%s can't be taken: it can't be moved to %s (%s). Is it open in another program, or is a permission missing? It is tried again every minute.",
                        file.getName(), folders.working(), InboxException.reason(e)));
        return Optional.empty();
    }
}
