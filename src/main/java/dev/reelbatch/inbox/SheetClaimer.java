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
 * Takes sheets by moving them to working/, where no other program looks. As the last of the filters it returns the
 * sheets that can be taken now.
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

    /** Returns whether the name is free in working/: a sheet never replaces another one that is still in work. */
    private boolean isFree(File file) {
        boolean free = !Files.exists(claimed(file), LinkOption.NOFOLLOW_LINKS);
        if (!free) {
            inboxNotices.once(
                    file.getName(),
                    Text.of("%s waits until the file with the same name in working is finished.", file.getName()));
        }
        return free;
    }

    /** Moves the sheet and returns its new path; empty if it can't be taken, which is reported if it lasts. */
    Optional<Path> claim(File file) {
        Path source = file.toPath();
        if (!isFree(file) || !stableFileFilter.isStill(file, source)) {
            return Optional.empty();
        }
        try {
            Path claimed = Files.move(source, claimed(file), StandardCopyOption.ATOMIC_MOVE);
            if (!stableFileFilter.isStill(file, claimed) && returned(claimed, source)) {
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

    /**
     * Returns whether a sheet went back to the inbox because a program still writes to it: that is the name under which
     * the program will look for it.
     */
    private static boolean returned(Path claimed, Path source) throws IOException {
        if (Files.exists(source, LinkOption.NOFOLLOW_LINKS)) {
            return false;
        }
        Files.move(claimed, source, StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    private Optional<Path> refused(File file, IOException e) {
        if (e instanceof NoSuchFileException && !file.exists()) {
            return Optional.empty(); // whoever put it there has removed it again
        }
        refusedAt.put(file, time.nanos());
        inboxNotices.once(
                file.getName(),
                Text.of(
                        "%s can't be taken: it can't be moved to %s (%s). Close it in other programs and "
                                + "check the permissions; reelbatch tries again every minute.",
                        file.getName(), folders.working(), InboxException.reason(e)));
        return Optional.empty();
    }
}
