package dev.reelbatch.inbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sheets that were taken before their writer had finished. */
class LateChangesTest {

    @TempDir
    Path folder;

    private InboxRig rig;

    @BeforeEach
    void open() {
        rig = new InboxRig(folder.resolve("inbox"));
    }

    /** Returns the inbox as a restarted process opens it. */
    private InboxRig restarted() {
        return new InboxRig(rig.dir, InboxRig.RULES, rig.time);
    }

    private Path run(String content) throws IOException {
        ClaimedFile sheet = rig.claim("a.csv", content);
        sheet.remember();
        sheet.ended(InboxRig.done(folder.resolve("out")));
        return rig.dir.resolve("done").resolve(rig.stamp() + "a.csv");
    }

    private static List<ClaimedFile> changed(InboxRig rig) {
        rig.inbox.changed();
        rig.time.advance(InboxRig.SETTLE);
        return rig.inbox.changed();
    }

    @Test
    void whenASheetGrowsAfterItsRunThenItIsTakenAgain() throws IOException {
        Path done = run("prompt\nA cat\n");
        assertThat(changed(rig)).isEmpty();
        Files.writeString(done, "prompt\nA cat\nA dog\n");
        assertThat(changed(rig)).singleElement().satisfies(sheet -> assertThat(sheet.file())
                .isEqualTo(rig.dir.resolve("working/a.csv"))
                .hasContent("prompt\nA cat\nA dog\n"));
    }

    @Test
    void whenTheProcessIsRestartedThenAChangedSheetIsTakenAgainAllTheSame() throws IOException {
        Path done = run("prompt\nA cat\n");
        InboxRig next = restarted();
        assertThat(changed(next)).isEmpty();
        Files.writeString(done, "prompt\nA cat\nA dog\n");
        List<ClaimedFile> again = changed(next);
        assertThat(again).singleElement().satisfies(sheet -> {
            assertThat(sheet.name()).isEqualTo("a.csv");
            assertThat(sheet.earlierResults()).contains(folder.resolve("out"));
        });
        assertThat(changed(restarted())).as("once").isEmpty();
    }

    @Test
    void whenItChangedWhileNothingRanThenTheNextProcessTakesItAgain() throws IOException {
        Path done = run("prompt\nA cat\n");
        Files.writeString(done, "prompt\nA dog\n");
        rig.time.advance(Duration.ofHours(5));
        assertThat(changed(restarted())).hasSize(1);
    }

    @Test
    void whenTheTimeToWatchIsOverThenChangesAreNotNoticed() throws IOException {
        Path done = run("prompt\nA cat\n");
        rig.time.advance(Duration.ofMinutes(61));
        assertThat(changed(rig)).isEmpty();
        Files.writeString(done, "prompt\nA dog\n");
        assertThat(changed(rig)).isEmpty();
        assertThat(changed(restarted())).isEmpty();
    }

    @Test
    void whenNothingRanForDaysThenTheSheetIsSomebodysOwnByNow() throws IOException {
        Path done = run("prompt\nA cat\n");
        Files.writeString(done, "prompt\nA dog\n");
        rig.time.advance(Duration.ofDays(2));
        assertThat(changed(restarted())).isEmpty();
    }
}
