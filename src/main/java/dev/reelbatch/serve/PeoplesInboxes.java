package dev.reelbatch.serve;

import dev.reelbatch.inbox.Inbox;
import dev.reelbatch.inbox.InboxException;
import dev.reelbatch.inbox.InboxWatcher;
import dev.reelbatch.plan.JobName;
import dev.reelbatch.text.Text;
import dev.reelbatch.text.UserException;
import dev.reelbatch.time.Time;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.Normalizer;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The inboxes of people in one inbox: opened when they appear, left when they are gone. */
final class PeoplesInboxes {

    private static final Duration EVERY = Duration.ofSeconds(5); // by the wall clock

    private final Inbox inbox;
    private final BiFunction<Path, String, InboxFolder> opening;
    private final BiFunction<InboxFolder, Path, InboxWatcher.Watch> watching;
    private final Consumer<String> notices;
    private final Time time;
    private final Map<Path, InboxFolder> folders = new HashMap<>();
    private final Map<Path, InboxFolder> gone = new HashMap<>(); // their sheets may still be in work
    private final Map<Path, InboxWatcher.Watch> watches = new HashMap<>();
    private final Map<Path, String> refused = new HashMap<>();
    private @Nullable Long lookedAt;

    /**
     * @param opening opens a folder for a person
     * @param watching resumes what is unfinished in it, and watches it
     */
    PeoplesInboxes(
            Inbox inbox,
            BiFunction<Path, String, InboxFolder> opening,
            BiFunction<InboxFolder, Path, InboxWatcher.Watch> watching,
            Consumer<String> notices,
            Time time) {
        this.inbox = inbox;
        this.opening = opening;
        this.watching = watching;
        this.notices = notices;
        this.time = time;
    }

    Collection<InboxFolder> all() {
        return folders.values();
    }

    /** Watches the present folders in another way from now on. */
    void watch(BiFunction<InboxFolder, Path, InboxWatcher.Watch> way) {
        folders.forEach((dir, own) -> watches.put(dir, way.apply(own, dir)));
    }

    /** Uses the present folders in another way from now on; those that are watched are watched anew. */
    void change(UnaryOperator<InboxFolder> way) {
        folders.replaceAll((dir, own) -> way.apply(own));
        gone.replaceAll((dir, own) -> way.apply(own));
    }

    /** Finds folders that have come or gone, a few seconds after the last time at the earliest. */
    void look() {
        if (lookedAt != null && time.onWallClock(time.since(lookedAt)).compareTo(EVERY) < 0) {
            return;
        }
        lookedAt = time.nanos();
        folders.keySet().stream().filter(this::isGone).toList().forEach(this::end);
        inbox.ofPeople().stream().filter(dir -> !folders.containsKey(dir)).forEach(this::begin);
    }

    private boolean isGone(Path dir) {
        return !Files.isDirectory(dir);
    }

    private void end(Path dir) {
        watches.remove(dir).end();
        gone.put(dir, folders.remove(dir));
    }

    private void begin(Path dir) {
        try {
            String person = Normalizer.normalize(dir.getFileName().toString(), Normalizer.Form.NFC);
            if (!JobName.checked(person).equals(person)) { // blanks at its ends
                throw new UserException(Text.of("\"%s\" begins or ends with a blank.", person));
            }
            InboxFolder own = gone.get(dir);
            if (own == null) {
                own = opening.apply(dir, person);
            } else {
                own.inbox().restore();
            }
            gone.remove(dir);
            folders.put(dir, own);
            watches.put(dir, watching.apply(own, dir));
            refused.remove(dir);
        } catch (InboxException e) {
            say(dir, String.valueOf(e.getMessage()));
        } catch (UserException e) {
            say(dir, Text.of("The folder %s can't be a person's: rename it. %s", dir, e.getMessage()));
        }
    }

    private void say(Path dir, String why) {
        if (!why.equals(refused.put(dir, why))) {
            notices.accept(why);
        }
    }
}
