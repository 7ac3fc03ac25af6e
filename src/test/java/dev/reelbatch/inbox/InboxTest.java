package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.reelbatch.inbox.Inbox.Owner;
import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Opening an inbox: its owner, its checks, and the sheets left in it. */
class InboxTest {

    private static final Owner REHEARSAL = new Owner("home-1-rehearsal", true);

    @TempDir
    Path folder;

    private final SettableTime time = new SettableTime();

    @Test
    void whenTheFolderIsNewThenItIsMadeWithItsSubfolders() {
        Path dir = folder.resolve("a/b");
        open(dir, InboxRig.OWNER);
        open(dir, InboxRig.OWNER);

        assertThat(dir.resolve("working")).isDirectory();
        assertThat(dir.resolve("failed")).isEmptyDirectory();
        assertThat(dir.resolve("done")).isEmptyDirectory();
        assertThat(dir.resolve(".reelbatch-probe")).doesNotExist();
    }

    @Test
    void whenTheFolderIsAFileThenThatIsSaid() throws IOException {
        Path file = Files.writeString(folder.resolve("a"), "x");
        assertRefused(file, InboxRig.OWNER, "The inbox " + file + " is a file; use a folder.");
    }

    @Test
    void whenASubfolderCannotBeUsedThenThatIsSaid() throws IOException {
        Files.writeString(folder.resolve("done"), "x");
        assertRefused(folder, InboxRig.OWNER, "The inbox " + folder + " can't be used (" + folder.resolve("done"));
    }

    @Test
    void whenThereIsNoPermissionThenThatIsSaid() throws IOException {
        open(folder, InboxRig.OWNER);
        Path done = folder.resolve("done");
        done.toFile().setWritable(false);
        Assumptions.assumeFalse(Files.isWritable(done), "root may write everywhere");
        assertRefused(folder, InboxRig.OWNER, "The inbox " + folder + " can't be used (");
    }

    @Test
    void whenAnotherHomeUsesTheFolderThenItIsRefused() throws IOException {
        open(folder, InboxRig.OWNER);
        assertRefused(folder, new Owner("home-2", false), "The inbox " + folder + " belongs to another home");

        Files.delete(folder.resolve("working/.reelbatch.json"));
        open(folder, new Owner("home-2", false));
    }

    @Test
    void whenAFolderWasRehearsedWithThenARealHomeTakesItOverAndNeverTheOtherWay() {
        open(folder, REHEARSAL);
        open(folder, InboxRig.OWNER);
        assertRefused(folder, REHEARSAL, "The inbox " + folder + " is used for real runs");
    }

    @Test
    void whenTheMarkIsDamagedThenNobodyTakesTheFolder() throws IOException {
        open(folder, InboxRig.OWNER);
        Files.writeString(folder.resolve("working/.reelbatch.json"), "{");
        assertRefused(folder, InboxRig.OWNER, folder.resolve("working/.reelbatch.json") + " can't be read");
    }

    @Test
    void whenSheetsWereLeftInWorkingThenTheyAreUnfinishedOldestFirst() throws IOException {
        open(folder, InboxRig.OWNER);
        left("b.csv", "2026-03-01T00:00:00Z");
        left("a.csv", "2026-03-02T00:00:00Z");
        left("c.csv", "2026-03-01T00:00:00Z");
        left(".hidden.csv", "2026-03-01T00:00:00Z");
        Files.createDirectory(folder.resolve("working/folder.csv"));

        assertThat(open(folder, InboxRig.OWNER).unfinished())
                .extracting(ClaimedFile::inputName)
                .containsExactly("b", "c", "a");
    }

    @Test
    void whenKilledBetweenClaimAndMarkerThenTheMarkerIsRemovedAtTheNextStart() throws IOException {
        InboxRig rig = new InboxRig(folder, InboxRig.WITH_MARKER, time);
        left("a.csv", "2026-03-01T00:00:00Z");
        rig.drop("a.csv.done", "");

        InboxRig next = new InboxRig(folder, InboxRig.WITH_MARKER, time);

        assertThat(next.names("")).isEmpty();
        assertThat(next.inbox.unfinished()).hasSize(1);
    }

    @Test
    void whenAnotherSheetOfTheNameIsThereThenTheMarkerIsItsOwn() throws IOException {
        InboxRig rig = new InboxRig(folder, InboxRig.WITH_MARKER, time);
        left("a.csv", "2026-03-01T00:00:00Z");
        rig.drop("a.csv", "second");
        rig.drop("a.csv.done", "");

        InboxRig next = new InboxRig(folder, InboxRig.WITH_MARKER, time);
        assertThat(next.lookTwice()).isEmpty();
        next.inbox.unfinished().get(0).ended(InboxRig.done(folder));

        assertThat(next.lookTwice()).singleElement().satisfies(second -> assertThat(second.file())
                .hasContent("second"));
    }

    private void left(String name, String modified) throws IOException {
        Path file = Files.writeString(folder.resolve("working").resolve(name), "prompt\nA cat\n");
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse(modified)));
    }

    private Inbox open(Path dir, Owner owner) {
        return Inbox.open(dir, InboxRig.RULES, owner, null, time);
    }

    private void assertRefused(Path dir, Owner owner, String words) {
        assertThatExceptionOfType(InboxException.class)
                .isThrownBy(() -> open(dir, owner))
                .withMessageStartingWith(words);
    }
}
