package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.inbox.Inbox.Rules;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The poller in real time: each test waits for its result, however long that takes. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class InboxWatcherTest {

    private static final Rules QUICK = new Rules(Duration.ofMillis(50), false, Duration.ofMillis(10));

    @TempDir
    Path folder;

    private final BlockingQueue<String> taken = new LinkedBlockingQueue<>();
    private final BlockingQueue<String> notices = new LinkedBlockingQueue<>();

    @Test
    void whenSheetsAreDroppedThenEachIsHandedOverOnceOnOneThread() throws Exception {
        Inbox inbox = open();
        BlockingQueue<Thread> threads = new LinkedBlockingQueue<>();
        try (InboxWatcher inboxWatcher = watch(
                inbox,
                file -> {
                    threads.add(Thread.currentThread());
                    taken.add(file.name());
                },
                notices::add)) {
            for (int i = 0; i < 30; i++) {
                Files.writeString(folder.resolve("sheet-" + i + ".csv"), "prompt\nA cat\n");
            }
            List<String> names = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                names.add(taken.take());
            }
            assertThat(names).doesNotHaveDuplicates();
            assertThat(inboxWatcher).isNotNull();
        }
        assertThat(taken).isEmpty();
        assertThat(notices).isEmpty();
        Thread thread = threads.take();
        assertThat(threads).containsOnly(thread);
        thread.join();
        assertThat(inbox.unfinished()).hasSize(30);
    }

    @Test
    void whenASheetCannotBeHandedOverThenTheOthersAreAndItIsTakenUpLater() throws Exception {
        Inbox inbox = open();
        Files.writeString(folder.resolve("a.csv"), "x");
        Files.writeString(folder.resolve("b.csv"), "x");
        try (InboxWatcher inboxWatcher = watch(inbox, this::takeAllButA, notices::add)) {
            assertThat(taken.take()).isEqualTo("b.csv");
            assertThat(notices.take()).startsWith("a.csv could not be started");
            assertThat(inboxWatcher).isNotNull();
        }
        assertThat(open().unfinished()).extracting(ClaimedFile::name).contains("a.csv");
    }

    private void takeAllButA(ClaimedFile file) {
        if (file.name().equals("a.csv")) {
            throw new IllegalStateException("no");
        }
        taken.add(file.name());
    }

    @Test
    void whenTheFolderIsGoneForAWhileThenThatIsReportedAndItContinues() throws Exception {
        Path dir = Files.createDirectory(folder.resolve("share"));
        Path away = folder.resolve("away");
        try (InboxWatcher inboxWatcher = watch(
                Inbox.open(dir, QUICK, InboxRig.OWNER, null, Time.system()),
                file -> taken.add(file.name()),
                notices::add)) {
            Files.move(dir, away);
            assertThat(notices.take()).startsWith("The inbox " + dir + " can't be read at the moment");
            Files.move(away, dir);
            Files.writeString(dir.resolve("a.csv"), "x");
            assertThat(taken.take()).isEqualTo("a.csv");
            assertThat(inboxWatcher).isNotNull();
        }
        assertThat(notices).isEmpty();
    }

    @Test
    void whenTwoInboxesAreWatchedThenEachTakesItsOwnUntilItsWatchEnds() throws Exception {
        Path other = folder.resolve("other");
        try (InboxWatcher inboxWatcher = new InboxWatcher(QUICK.every())) {
            inboxWatcher.add(open(), file -> taken.add("here " + file.name()), notices::add);
            InboxWatcher.Watch there = inboxWatcher.add(
                    Inbox.open(other, QUICK, InboxRig.OWNER, null, Time.system()),
                    file -> taken.add("there " + file.name()),
                    notices::add);
            drop(other);
            assertThat(taken.take()).isEqualTo("there a.csv");
            there.end();
            Files.writeString(other.resolve("b.csv"), "x");
            drop(folder);
            assertThat(taken.take()).isEqualTo("here a.csv");
            assertThat(other.resolve("b.csv")).exists();
        }
    }

    private static InboxWatcher watch(Inbox inbox, Consumer<ClaimedFile> taken, Consumer<String> notices) {
        InboxWatcher inboxWatcher = new InboxWatcher(QUICK.every());
        inboxWatcher.add(inbox, taken, notices);
        return inboxWatcher;
    }

    private static void drop(Path dir) throws IOException {
        Files.writeString(dir.resolve("a.csv"), "x");
    }

    private Inbox open() {
        return Inbox.open(folder, QUICK, InboxRig.OWNER, null, Time.system());
    }
}
