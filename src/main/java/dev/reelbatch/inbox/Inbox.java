package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/**
 * A hot folder. A sheet that is complete is taken by a rename into {@code working/}, and leaves it by
 * a rename into {@code done/} or {@code failed/} when its {@link ClaimedFile} is told how it ended. So
 * at each moment, also after a kill, it lies in exactly one of these places, and what lies in
 * {@code working/} when a process starts is unfinished.
 *
 * <p>Used by one process of one home at a time, which sees to that.
 */
public final class Inbox {

    private final InboxFolders folders;
    private final Rules rules;
    private final Time time;
    private final SheetFiling sheetFiling;
    private final LateChanges lateChanges;

    /**
     * When a file is a sheet that may be taken.
     *
     * @param settle how long a file must have been seen unchanged before it is taken, by the wall clock
     * @param doneMarker whether moreover a file of its name with {@code .done} behind it must be there
     * @param every how long to wait between two looks, by the wall clock too
     */
    public record Rules(Duration settle, boolean doneMarker, Duration every) {

        /** For folders on disks and network shares alike. */
        public static final Rules DEFAULT = new Rules(Duration.ofSeconds(10), false, Duration.ofSeconds(2));
    }

    /**
     * Whose inbox it is.
     *
     * @param home the home's id
     */
    public record Owner(String home, boolean rehearsal) {}

    private Inbox(InboxFolders folders, Rules rules, Time time) {
        this.folders = folders;
        this.rules = rules;
        this.time = time;
        this.sheetFiling = new SheetFiling(folders, time);
        this.lateChanges = new LateChanges(folders, rules.settle(), time);
    }

    /**
     * Makes the folder and its subfolders where they are missing, and ends what a killed process left
     * half done.
     *
     * @throws InboxException if sheets could not go their way there, or another home uses it
     */
    public static Inbox open(Path dir, Rules rules, Owner owner, Time time) {
        InboxFolders folders = new InboxFolders(dir.toAbsolutePath().normalize());
        folders.create();
        new InboxOwner(folders).claim(owner);
        Inbox inbox = new Inbox(folders, rules, time);
        inbox.sheetFiling.recover();
        if (rules.doneMarker()) {
            folders.claimed().forEach(inbox::removeLeftMarker);
        }
        return inbox;
    }

    /** Killed between claim and marker. Where another sheet of the name came meanwhile, it is that one's. */
    private void removeLeftMarker(Path claimed) {
        String name = claimed.getFileName().toString();
        if (!Files.exists(folders.dir().resolve(name), LinkOption.NOFOLLOW_LINKS)) {
            try {
                Files.deleteIfExists(folders.doneMarker(name));
            } catch (IOException e) {
                throw new InboxException(
                        Text.of("%s can't be removed (%s).", folders.doneMarker(name), InboxException.reason(e)), e);
            }
        }
    }

    /** What an earlier process took and did not settle, the oldest first. To be asked before {@link #watch}. */
    public List<ClaimedFile> unfinished() {
        return folders.claimed().stream().map(this::claimed).toList();
    }

    /** Sheets that changed after they were taken; they are in working/ again. To be asked now and then. */
    public List<ClaimedFile> changed() {
        return lateChanges.takeAgain().stream()
                .map(left -> new ClaimedFile(folders.working().resolve(left.name()), sheetFiling, lateChanges, left))
                .toList();
    }

    /** Where the results of its sheets go unless the job file names a folder. */
    public Path results() {
        return folders.results();
    }

    /**
     * Takes what arrives, until the watch is closed.
     *
     * @param taken gets each sheet on the watch's one thread, in the order of the names where several
     *     are there at once; the next one is taken when it returns
     * @param notices gets sentences for the log: what is left lying and why; each is told once
     */
    public InboxWatcher watch(Consumer<ClaimedFile> taken, Consumer<String> notices) {
        return new InboxWatcher(arrivals(taken, notices), rules.every());
    }

    SheetArrivals arrivals(Consumer<ClaimedFile> taken, Consumer<String> notices) {
        return new SheetArrivals(folders, rules, time, file -> taken.accept(claimed(file)), notices);
    }

    private ClaimedFile claimed(Path file) {
        return new ClaimedFile(file, sheetFiling, lateChanges);
    }
}
