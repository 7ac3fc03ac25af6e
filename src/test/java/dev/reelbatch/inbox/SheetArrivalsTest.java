package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.time.SettableTime;
import dev.reelbatch.time.Time;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The files that are taken, and the time when they are. */
class SheetArrivalsTest {

    private static final FileTime LONG_AGO = FileTime.from(Instant.parse("2019-01-01T00:00:00Z"));
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path dir;

    private InboxRig rig;

    @BeforeEach
    void open() {
        rig = new InboxRig(dir);
    }

    @Test
    void whenAFileIsUnchangedForTheSettleTimeThenItIsTaken() throws IOException {
        rig.drop("a.csv", "prompt\nA cat\n");

        assertThat(rig.look()).isEmpty();
        rig.time.advance(InboxRig.SETTLE.minusMillis(1));
        assertThat(rig.look()).isEmpty();
        rig.time.advance(Duration.ofMillis(1));
        assertThat(rig.look()).singleElement().satisfies(taken -> {
            assertThat(taken.name()).isEqualTo("a.csv");
            assertThat(taken.inputName()).isEqualTo("a");
            assertThat(taken.file()).isEqualTo(dir.resolve("working/a.csv")).hasContent("prompt\nA cat\n");
        });
        assertThat(rig.names("")).isEmpty();
        assertThat(rig.look()).isEmpty();
    }

    @Test
    void whenALargeFileGrowsWithAnOldTimeThenItIsTakenWhenItIsWhole() throws IOException {
        byte[] part = new byte[MEGABYTE];
        Path file = rig.drop("large.xlsx", "");
        for (int i = 0; i < 20; i++) {
            Files.write(file, part, StandardOpenOption.APPEND);
            Files.setLastModifiedTime(file, LONG_AGO); // as cp -p and robocopy set it
            assertThat(rig.look()).isEmpty();
            rig.time.advance(Duration.ofSeconds(9));
        }
        assertThat(rig.look()).isEmpty();
        rig.time.advance(Duration.ofSeconds(1));
        assertThat(rig.look()).singleElement().satisfies(taken -> assertThat(taken.file())
                .hasSize(20L * MEGABYTE));
    }

    @Test
    void whenAFileOfFixedSizeIsFilledThenItsTimeTellsThatItIsNotStill() throws IOException {
        Path file = rig.drop("a.csv", "prompt\nA cat\n");
        rig.look();
        rig.time.advance(InboxRig.SETTLE);
        Files.setLastModifiedTime(file, LONG_AGO);
        assertThat(rig.look()).isEmpty();
        rig.time.advance(InboxRig.SETTLE);
        assertThat(rig.look()).hasSize(1);
    }

    @Test
    void whenTimePassesFasterInARehearsalThenAFileIsGivenItsRealTime() throws IOException {
        StableFileFilter stableFileFilter =
                new StableFileFilter(InboxRig.SETTLE, new HundredfoldTime(rig.time), new InboxNotices(notice -> {}));
        File[] listing = {rig.drop("a.csv", "prompt\nA cat\n").toFile()};
        stableFileFilter.filterFiles(listing);

        rig.time.advance(InboxRig.SETTLE.multipliedBy(99));
        assertThat(stableFileFilter.filterFiles(listing)).isEmpty();
        rig.time.advance(InboxRig.SETTLE);
        assertThat(stableFileFilter.filterFiles(listing)).containsExactly(listing);
    }

    /** A rehearsal's time: a hundred of its seconds pass in one of the wall clock. */
    private record HundredfoldTime(SettableTime time) implements Time {

        @Override
        public Instant now() {
            return time.now();
        }

        @Override
        public long nanos() {
            return time.nanos();
        }

        @Override
        public void sleep(Duration duration) {
            time.sleep(duration);
        }

        @Override
        public void await(Condition condition, Duration atMost) {
            time.await(condition, atMost);
        }

        @Override
        public Duration onWallClock(Duration duration) {
            return duration.dividedBy(100);
        }
    }

    @Test
    void whenAFileIsWrittenToBetweenLookAndClaimThenItStays() throws IOException {
        Path file = rig.drop("a.csv", "prompt\n");
        rig.look();
        rig.time.advance(InboxRig.SETTLE);

        assertThat(rig.look(listed -> Files.writeString(file, "A cat\n", StandardOpenOption.APPEND)))
                .isEmpty();
        assertThat(rig.names("working")).isEmpty();
        assertThat(rig.lookTwice()).hasSize(1);
    }

    @Test
    void whenAFileIsDeletedWhileItIsClaimedThenNobodyMinds() throws IOException {
        rig.drop("a.csv", "prompt\nA cat\n");
        rig.drop("b.csv", "prompt\nA dog\n");
        rig.look();
        rig.time.advance(InboxRig.SETTLE);

        List<ClaimedFile> taken = rig.look(file -> {
            if (file.getName().equals("a.csv")) {
                Files.delete(file.toPath());
            }
        });

        assertThat(taken).extracting(ClaimedFile::name).containsExactly("b.csv");
        assertThat(rig.notices).isEmpty();
    }

    @Test
    void whenTwoHundredFilesComeAtOnceThenEachIsTakenOnce() throws IOException {
        List<String> names =
                IntStream.range(0, 200).mapToObj("sheet-%03d.csv"::formatted).toList();
        for (String name : names) {
            rig.drop(name, "prompt\n" + name + "\n");
        }

        assertThat(rig.lookTwice()).extracting(ClaimedFile::name).containsExactlyElementsOf(names);
        assertThat(rig.names("")).isEmpty();
        assertThat(rig.names("working")).containsExactlyElementsOf(names);
        assertThat(dir.resolve("working/sheet-123.csv")).hasContent("prompt\nsheet-123.csv\n");
    }

    @Test
    void whenTheSameNameComesAgainThenItWaitsUntilTheFirstIsFiled() throws IOException {
        ClaimedFile first = rig.claim("a.csv", "first");
        rig.drop("a.csv", "second");

        assertThat(rig.lookTwice()).isEmpty();
        assertThat(rig.look()).isEmpty();
        assertThat(first.file()).hasContent("first");
        assertThat(rig.notices)
                .containsExactly("a.csv waits until the file with the same name in working is finished.");

        first.ended(InboxRig.done(dir));
        assertThat(rig.look()).singleElement().satisfies(second -> assertThat(second.file())
                .hasContent("second"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "~$a.xlsx",
                ".~lock.a.xlsx#",
                "._a.csv",
                "Thumbs.db",
                "desktop.ini",
                ".a.csv",
                "a.csv~",
                "a.csv.tmp",
                "a.csv.part",
                "a.csv.crdownload",
                "A.CSV.FILEPART",
                ".~lock.a.csv#",
                "a.csv.done",
                "Thumbs.db",
                "desktop.ini"
            })
    void whenAFileIsTemporaryOrHiddenThenItIsLeftWithoutAWord(String name) throws IOException {
        rig.drop(name, "x");

        assertThat(rig.lookTwice()).isEmpty();
        assertThat(dir.resolve(name)).exists();
        assertThat(rig.notices).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"a.csv", "a.csv ", "a.TSV", "a.txt", "a.xlsx", "a.xls", "a.xlsm", "a.et", "a.ods", "a.numbers"})
    void whenAFileMayBeASheetThenItIsTaken(String name) throws IOException {
        assertThat(rig.claim(name, "x").name()).isEqualTo(name);
    }

    @Test
    void whenAFileIsOfAnotherKindThenThatIsReportedOnce() throws IOException {
        rig.drop("brief.docx", "x");
        rig.drop("README", "x");
        rig.drop("mug.png", "x"); // a sheet may name it

        assertThat(rig.lookTwice()).isEmpty();
        assertThat(rig.lookTwice()).isEmpty();
        assertThat(rig.notices)
                .containsExactlyInAnyOrder(
                        "brief.docx ignored: not a .csv, .tsv, .txt or .xlsx file.",
                        "README ignored: not a .csv, .tsv, .txt or .xlsx file.");
    }

    @Test
    void whenThereAreFoldersAndLinksThenTheyAreLeft(@TempDir Path elsewhere) throws IOException {
        Path sheet = Files.writeString(elsewhere.resolve("sheet.csv"), "prompt\nA cat\n");
        Files.createSymbolicLink(dir.resolve("link.csv"), sheet);
        Files.createSymbolicLink(dir.resolve("folder"), elsewhere);
        Files.createDirectories(dir.resolve("folder.csv"));
        Files.writeString(Files.createDirectories(dir.resolve("sub")).resolve("a.csv"), "prompt\nA cat\n");

        assertThat(rig.lookTwice()).isEmpty();
        assertThat(sheet).exists();
        assertThat(rig.notices).contains("link.csv ignored: it is a link, not a file.");
    }

    @Test
    void whenAFileCannotBeMovedThenThatIsReportedOnceAndTriedAgainLater() throws IOException {
        Path working = dir.resolve("working");
        rig.drop("a.csv", "prompt\nA cat\n");
        rig.look();
        rig.time.advance(InboxRig.SETTLE);
        Files.move(working, dir.resolve(".away"));
        Files.writeString(working, "not a folder"); // refused for root as well

        for (int i = 0; i < 60; i++) {
            assertThat(rig.look()).isEmpty();
            rig.time.advance(Duration.ofSeconds(2));
        }
        assertThat(rig.notices)
                .filteredOn(notice -> notice.startsWith("a.csv"))
                .singleElement()
                .satisfies(notice -> assertThat(notice)
                        .startsWith("a.csv can't be taken: it can't be moved to " + working + " (")
                        .contains("permission"));

        Files.delete(working);
        Files.move(dir.resolve(".away"), working);
        rig.time.advance(Duration.ofMinutes(1));
        assertThat(rig.look()).extracting(ClaimedFile::name).containsExactly("a.csv");
    }

    @Test
    void whenAMarkerIsWantedThenAFileWaitsForIt() throws IOException {
        InboxRig marked = new InboxRig(dir, InboxRig.WITH_MARKER, rig.time);
        marked.drop("a.csv", "prompt\nA cat\n");
        marked.drop("b.csv", "prompt\nA dog\n");
        assertThat(marked.lookTwice()).isEmpty();
        assertThat(marked.lookTwice()).isEmpty();
        assertThat(marked.notices).containsExactly("a.csv waits for a.csv.done.", "b.csv waits for b.csv.done.");

        marked.drop("a.csv.done", "");
        assertThat(marked.lookTwice()).extracting(ClaimedFile::name).containsExactly("a.csv");
        assertThat(marked.names("")).containsExactly("b.csv");
    }

    @Test
    void whenTheMarkerComesFirstThenTheFileIsTakenWhenItIsStill() throws IOException {
        InboxRig marked = new InboxRig(dir, InboxRig.WITH_MARKER, rig.time);
        marked.drop("a.csv.done", "");
        assertThat(marked.lookTwice()).isEmpty();

        marked.drop("a.csv", "prompt\nA cat\n");
        assertThat(marked.look()).isEmpty();
        rig.time.advance(InboxRig.SETTLE);
        assertThat(marked.look()).hasSize(1);
        assertThat(marked.names("")).isEmpty();
    }
}
