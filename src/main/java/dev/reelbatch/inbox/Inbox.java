package dev.reelbatch.inbox;

import dev.reelbatch.text.Text;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A hot folder. A complete sheet is taken by a rename into {@code working/}, and leaves it by a rename into
 * {@code done/} or {@code failed/} when its {@link ClaimedFile} is told the result. So at each moment, also after a
 * kill, it is in exactly one of these places, and every sheet in {@code working/} at the start of a process is
 * unfinished.
 *
 * <p>Used by one process of one home at a time, which the caller must ensure.
 */
public final class Inbox {

    final InboxFolders folders;
    final SheetFiling sheetFiling;
    final LateChanges lateChanges;
    final WorkingPages workingPages;
    final Time time;
    final @Nullable URI console;
    private final Rules rules;
    private final Owner owner;

    /**
     * The rules for when a sheet may be taken.
     *
     * @param settle time for which a file must have been unchanged before it is taken, by the wall clock
     * @param doneMarker whether a file of its name with {@code .done} appended must exist as well
     * @param every time between two checks of the folder, by the wall clock too
     */
    public record Rules(Duration settle, boolean doneMarker, Duration every) {

        /** The default, for folders on disks and network shares alike. */
        public static final Rules DEFAULT = new Rules(Duration.ofSeconds(10), false, Duration.ofSeconds(2));
    }

    /**
     * The owner of an inbox.
     *
     * @param home the home's id
     */
    public record Owner(String home, boolean rehearsal) {}

    private Inbox(InboxFolders folders, Rules rules, Owner owner, @Nullable URI console, Time time) {
        this.folders = folders;
        this.rules = rules;
        this.owner = owner;
        this.console = console;
        this.time = time;
        this.workingPages = new WorkingPages(folders, time);
        this.sheetFiling = new SheetFiling(folders, time);
        this.lateChanges = new LateChanges(folders, rules.settle(), time);
    }

    private Inbox(Inbox same, Rules rules) {
        this.folders = same.folders;
        this.rules = rules;
        this.owner = same.owner;
        this.console = same.console;
        this.time = same.time;
        this.workingPages = same.workingPages;
        this.sheetFiling = same.sheetFiling;
        this.lateChanges = same.lateChanges;
    }

    /** Returns the same inbox, which takes the sheets that arrive from now on by other rules. */
    public Inbox withRules(Rules others) {
        return new Inbox(this, others);
    }

    /**
     * Opens an inbox: creates the folder and its subfolders if they are missing, and completes what a killed process
     * left unfinished.
     *
     * @param console address of the server for people, to which pages lead; null if they can't reach it
     * @throws InboxException if sheets could not be moved there, or another home uses it
     */
    public static Inbox open(Path dir, Rules rules, Owner owner, @Nullable URI console, Time time) {
        InboxFolders folders = new InboxFolders(dir.toAbsolutePath().normalize());
        folders.create();
        new InboxOwner(folders).claim(owner);
        Inbox inbox = new Inbox(folders, rules, owner, console, time);
        inbox.sheetFiling.recover();
        inbox.workingPages.removeLeft();
        if (rules.doneMarker()) {
            folders.claimed().forEach(inbox::removeLeftMarker);
        }
        return inbox;
    }

    /**
     * Makes it usable again after its folder was gone, as on a share that was away for a moment. What it knows of sheets
     * that are in work stays.
     *
     * @throws InboxException as {@link #open}
     */
    public void restore() {
        folders.create();
        new InboxOwner(folders).claim(owner);
    }

    /**
     * Removes the marker that a kill between claim and removal left. If another sheet of the name has arrived since,
     * the marker belongs to that one.
     */
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

    /**
     * Returns the sheets that an earlier process took and did not file, oldest first. Must be called before
     * {@link #watch}.
     */
    public List<ClaimedFile> unfinished() {
        return folders.claimed().stream()
                .map(file -> new ClaimedFile(file, this, null, null))
                .toList();
    }

    /**
     * Returns the sheets that changed after they were taken; they are in working/ again. Must be called repeatedly; it
     * also removes pages that nobody needs any more.
     */
    public List<ClaimedFile> changed() {
        workingPages.removeOld();
        return lateChanges.takeAgain().stream()
                .map(left -> new ClaimedFile(folders.working().resolve(left.name()), this, left, time.now()))
                .toList();
    }

    /** Returns the folder for the results of its sheets, unless the job file names another. */
    public Path results() {
        return folders.results();
    }

    /**
     * Returns its subfolders that are the own inboxes of people and teams: those that hold a sheet, or have held one.
     */
    public List<Path> ofPeople() {
        return PersonalFolders.in(folders.dir());
    }

    SheetArrivals arrivals(Consumer<ClaimedFile> taken, Consumer<String> notices) {
        return new SheetArrivals(folders, rules, time, file -> taken.accept(claimed(file)), notices);
    }

    private ClaimedFile claimed(Path file) {
        return new ClaimedFile(file, this, null, time.now());
    }
}
