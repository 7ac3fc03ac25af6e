package dev.reelbatch.inbox;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Notices sheets that change after they were taken: a program that stalls for longer than {@code settle} still has the
 * file open, and writes to it wherever it has been moved. Such a sheet is taken again. After a restart the sheets are
 * watched further.
 */
final class LateChanges {

    private static final Logger log = LoggerFactory.getLogger(LateChanges.class);

    /** The time for which a sheet is watched after its run, by the wall clock. */
    private static final Duration WATCHED = Duration.ofHours(1);

    /**
     * The age after which a sheet that left while no process ran is no longer considered: it is somebody's own file by
     * then.
     */
    private static final Duration KEPT = Duration.ofDays(1);

    private final InboxFolders folders;
    private final WatchedFile file;
    private final Duration settle;
    private final Time time;
    private final List<Watched> watched = new ArrayList<>();

    /**
     * A sheet that has left working/.
     *
     * @param sheet its present path
     * @param name under which it was dropped
     * @param sha256 of the content that was run
     * @param results the folder of its results; null if it has none
     */
    record Left(
            Path sheet,
            Path page,
            String name,
            String sha256,
            @Nullable Path results) {}

    private static final class Watched {

        private final Left left;
        private final Instant leftAt;
        private final long since;
        private @Nullable FileState state;
        private long unchangedSince;
        private boolean compared;

        private Watched(Left left, Instant leftAt, long now) {
            this.left = left;
            this.leftAt = leftAt;
            this.since = now;
        }
    }

    LateChanges(InboxFolders folders, Duration settle, Time time) {
        this.folders = folders;
        this.settle = settle;
        this.time = time;
        this.file = new WatchedFile(folders);
        Instant oldest = time.now().minus(KEPT);
        file.read().stream()
                .filter(entry -> entry.leftAt().isAfter(oldest))
                .forEach(entry -> watched.add(new Watched(entry.left(), entry.leftAt(), time.nanos())));
    }

    /**
     * Watches a sheet; must be called before it leaves, so that after a kill in between the next process knows of it.
     */
    synchronized void watch(Left left) {
        watched.add(new Watched(left, time.now(), time.nanos()));
        keep();
    }

    /** Forgets a sheet that did not leave. */
    synchronized void forget(Left left) {
        watched.removeIf(sheet -> sheet.left.equals(left));
        keep();
    }

    private void keep() {
        file.write(watched.stream()
                .map(sheet -> new WatchedFile.Entry(sheet.left, sheet.leftAt))
                .toList());
    }

    /** Moves the sheets that have changed, and are quiet again, back to working/. */
    synchronized List<Left> takeAgain() {
        boolean isOver = watched.removeIf(sheet -> waited(sheet.since).compareTo(WATCHED) > 0);
        List<Left> again = watched.stream()
                .filter(this::isQuiet)
                .filter(sheet -> hasChanged(sheet) && moveBack(sheet.left))
                .map(sheet -> sheet.left)
                .toList();
        if (watched.removeIf(sheet -> again.contains(sheet.left)) || isOver) {
            keep();
        }
        return again;
    }

    private boolean isQuiet(Watched sheet) {
        FileState now = state(sheet.left.sheet()).orElse(null);
        if (now == null || !now.equals(sheet.state)) {
            sheet.state = now;
            sheet.unchangedSince = time.nanos();
            sheet.compared = false;
            return false;
        }
        return !sheet.compared && waited(sheet.unchangedSince).compareTo(settle) >= 0;
    }

    private Duration waited(long since) {
        return time.onWallClock(time.since(since));
    }

    private static boolean hasChanged(Watched sheet) {
        sheet.compared = true;
        return contentOf(sheet.left.sheet())
                .filter(sha256 -> !sha256.equals(sheet.left.sha256()))
                .isPresent();
    }

    /** Moves a sheet back, unless one of the same name is in work, which comes first. Returns whether it was moved. */
    private boolean moveBack(Left left) {
        Path working = folders.working().resolve(left.name());
        try {
            if (Files.exists(working, LinkOption.NOFOLLOW_LINKS)) {
                return false;
            }
            Files.move(left.sheet(), working, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            log.warn("{} has changed since it was taken, but can't be taken again", left.sheet(), e);
            return false;
        }
        replacePage(left);
        return true;
    }

    private void replacePage(Left left) {
        try {
            Path folder = Objects.requireNonNull(left.page().toAbsolutePath().getParent());
            DroppedSheet sheet = new DroppedSheet(left.name(), folders.dir(), null, false, null);
            String page = new SheetPage(folder, sheet).takenAgain();
            Files.writeString(left.page(), page, StandardCharsets.UTF_8);
        } catch (IOException e) {
            log.warn("{} can't be written", left.page(), e);
        }
    }

    private static Optional<FileState> state(Path sheet) {
        try {
            return Optional.of(FileState.of(sheet));
        } catch (IOException e) {
            return Optional.empty(); // a person removed it
        }
    }

    /** Returns the SHA-256 of a file's content; empty if it can't be read. */
    static Optional<String> contentOf(Path sheet) {
        try {
            return Optional.of(Sha256.of(sheet));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns the remark on the page of such a sheet. */
    static String note() {
        return Text.of("The file changed after it was first taken, so it was taken again.");
    }
}
