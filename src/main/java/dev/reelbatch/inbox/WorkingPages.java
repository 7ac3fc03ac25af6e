package dev.reelbatch.inbox;

import dev.reelbatch.files.AtomicFile;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The pages beside the sheets in working/. A sheet's page outlives it for half a minute, in which it leads browsers that
 * show it to the page that is beside the sheet by then. No page is worth a run: one that can't be written is left out.
 */
final class WorkingPages {

    private static final Logger log = LoggerFactory.getLogger(WorkingPages.class);
    private static final Duration LEADS_ON = Duration.ofSeconds(3L * SheetPage.REFRESHED_EVERY); // by the wall clock
    private static final String HIDDEN = ".html.tmp"; // see AtomicFile

    private final InboxFolders folders;
    private final Time time;
    private final Map<String, Long> leftAt = new HashMap<>();
    private boolean told;

    WorkingPages(InboxFolders folders, Time time) {
        this.folders = folders;
        this.time = time;
    }

    private Path of(String sheet) {
        return folders.working().resolve(sheet + SheetFiling.PAGE);
    }

    synchronized void write(String sheet, String page) {
        try {
            AtomicFile.write(of(sheet), page.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            if (!told) {
                told = true;
                log.warn("{} can't be written, so people don't see how far their sheets are", of(sheet), e);
            }
        }
    }

    /** Writes the page of a sheet that has left; it is removed later. */
    synchronized void leadOn(String sheet, String page) {
        if (Files.exists(of(sheet))) {
            write(sheet, page);
            leftAt.put(sheet, time.nanos());
        }
    }

    /** Removes the pages that have led on long enough. */
    synchronized void removeOld() {
        leftAt.entrySet().removeIf(left -> {
            boolean isOver = time.onWallClock(time.since(left.getValue())).compareTo(LEADS_ON) > 0;
            if (isOver && !isInWork(left.getKey())) {
                remove(of(left.getKey()));
            }
            return isOver;
        });
    }

    /** Removes what a killed process left: pages whose sheets are gone, and unfinished ones. */
    void removeLeft() {
        try (Stream<Path> files = Files.list(folders.working())) {
            List<Path> left = files.filter(this::isLeft).toList();
            left.forEach(WorkingPages::remove);
        } catch (IOException e) {
            log.warn("{} can't be read", folders.working(), e);
        }
    }

    private boolean isLeft(Path file) {
        String name = file.getFileName().toString();
        return name.startsWith(".")
                ? name.endsWith(HIDDEN)
                : isOne(file) && !isInWork(name.substring(0, name.length() - SheetFiling.PAGE.length()));
    }

    private boolean isInWork(String sheet) {
        return Files.exists(folders.working().resolve(sheet), LinkOption.NOFOLLOW_LINKS);
    }

    private static void remove(Path page) {
        try {
            Files.deleteIfExists(page);
        } catch (IOException e) {
            log.warn("{} can't be removed", page, e);
        }
    }

    /** Returns whether a file in working/ is a page and not a sheet. */
    static boolean isOne(Path file) {
        return file.getFileName().toString().endsWith(SheetFiling.PAGE);
    }
}
