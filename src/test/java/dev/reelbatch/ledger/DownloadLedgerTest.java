package dev.reelbatch.ledger;

import static dev.reelbatch.ledger.LedgerFixture.API;
import static dev.reelbatch.ledger.LedgerFixture.asking;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.ledger.DeliveredFileLedger.DeliveredFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class DownloadLedgerTest {

    private static final Path FILE = Path.of("/out/sheet/videos/0002-1.mp4");
    private static final String HASH = "b".repeat(64);

    private final LedgerFixture ledger = new LedgerFixture();
    private final Run run = ledger.load(ledger.newRun("sheet"), asking(2, "a"), asking(3, "b"), asking(4, "c"));

    @AfterEach
    void close() {
        ledger.close();
    }

    @Test
    void whenClipsAreGeneratedThenThoseFinishedFirstComeFirst() {
        ledger.drive(run, 4, ClipState.GENERATED);
        ledger.drive(run, 2, ClipState.GENERATED);
        ledger.drive(run, 3, ClipState.SUBMITTED);

        assertThat(ids(ledger.downloads.generated(API, Set.of(), 9))).containsExactly(id(4), id(2));
        assertThat(ids(ledger.downloads.generated(API, Set.of(), 1))).containsExactly(id(4));
        assertThat(ledger.downloads.generated("rehearsal", Set.of(), 9)).isEmpty();
    }

    @Test
    void whenUrlsAreFreshThenTheyReplaceTheOldOnesAndNewOnesAreAdded() {
        generated(2, "https://old/1", "https://old/2");

        ledger.downloads.freshUrls(id(2), List.of("https://new/1", "https://new/2", "https://new/3"));

        assertThat(ledger.downloads.videos(id(2)))
                .extracting(Video::url)
                .containsExactly("https://new/1", "https://new/2", "https://new/3");
    }

    @Test
    void whenFewerUrlsComeBackThenNoVideoIsForgotten() {
        generated(2, "https://old/1", "https://old/2");

        ledger.downloads.freshUrls(id(2), List.of("https://new/1"));

        assertThat(ledger.downloads.videos(id(2)))
                .extracting(Video::url)
                .containsExactly("https://new/1", "https://old/2");
    }

    @Test
    void whenADownloadIsVerifiedThenItsFileIsKnownBeforeItIsThere() {
        generated(2, "https://a", "https://b");
        Video first = ledger.downloads.videos(id(2)).get(0);

        ledger.downloads.verified(first, FILE, 77, HASH);
        assertThat(ledger.downloads.videos(id(2)))
                .containsExactly(
                        new Video(id(2), 1, "https://a", FILE, 77L, HASH, false),
                        new Video(id(2), 2, "https://b", null, null, null, false));

        ledger.downloads.fileIsThere(first);
        assertThat(ledger.downloads.videos(id(2))).extracting(Video::delivered).containsExactly(true, false);
    }

    @Test
    void whenEveryVideoIsThereThenTheClipIsDeliveredAndItsErrorForgotten() {
        ledger.drive(run, 2, ClipState.UNDELIVERED);
        assertThat(ledger.clip(run, 2).errorCode()).isEqualTo("gone");
        assertThat(ledger.downloads.fetchAgain("rehearsal", run.id(), Instant.EPOCH))
                .isZero();
        assertThat(ledger.downloads.fetchAgain(API, run.id(), Instant.EPOCH)).isEqualTo(1);

        ledger.downloads.delivered(ledger.clip(run, 2), Map.of());

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.DELIVERED);
        assertThat(ledger.clip(run, 2).errorCode()).isNull();
        assertThat(ledger.clip(run, 2).errorMessage()).isNull();
    }

    @Test
    void whenTheClipHasMovedOnThenAnOlderViewOfItDeliversNothing() {
        generated(2, "https://a");
        Clip seen = ledger.clip(run, 2);
        ledger.downloads.undelivered(seen, new ClipError(404, "gone", "Gone"));

        assertThatThrownBy(() -> ledger.downloads.delivered(seen, Map.of())).isInstanceOf(StaleClipException.class);

        assertThat(ledger.clip(run, 2).errorCode()).isEqualTo("gone");
    }

    @Test
    void whenADeliveredFileHasVanishedThenItsClipIsFetchedAgainUnderTheNewStem() {
        deliver(2, "https://a", "https://b");

        ledger.downloads.files().vanished(id(2), Path.of("/elsewhere/0002"));

        assertThat(ledger.clip(run, 2).state()).isEqualTo(ClipState.GENERATED);
        assertThat(ledger.clip(run, 2).fileStem())
                .isEqualTo(Path.of("/elsewhere/0002").toString());
        assertThat(ledger.downloads.videos(id(2)))
                .containsExactly(
                        new Video(id(2), 1, "https://a", FILE, 1L, HASH, false),
                        new Video(id(2), 2, "https://b", FILE, 2L, HASH, false));
        assertThat(ledger.downloads.files().ofRun(run.id())).isEmpty();
    }

    @Test
    void whenWhatIsNotDeliveredVanishesThenNothingChanges() {
        generated(2, "https://a");
        String stem = ledger.clip(run, 2).fileStem();

        assertThatThrownBy(() -> ledger.downloads.files().vanished(id(2), Path.of("/elsewhere")))
                .isInstanceOf(StaleClipException.class);

        assertThat(ledger.clip(run, 2).fileStem()).isEqualTo(stem);
    }

    @Test
    void whenClipsAreDeliveredThenTheRunsOwnRowsNameTheirFiles() {
        deliver(2, "https://a", "https://b");
        Run other = ledger.load(ledger.newRun("other"), asking(9, "a"), asking(10, "z"));

        assertThat(ledger.downloads.files().ofRun(other.id()))
                .containsExactlyInAnyOrder(
                        new DeliveredFile(id(2), "0009-1", 1, FILE, 1, HASH, null),
                        new DeliveredFile(id(2), "0009-1", 2, FILE, 2, HASH, null));
        ledger.load(other, asking(10, "z"));
        assertThat(ledger.downloads.files().ofRun(other.id())).isEmpty();
    }

    private void generated(int row, String... urls) {
        ledger.drive(run, row, 1, ClipState.GENERATED, urls);
    }

    private void deliver(int row, String... urls) {
        generated(row, urls);
        for (Video video : ledger.downloads.videos(id(row))) {
            ledger.downloads.verified(video, FILE, video.number(), HASH);
            ledger.downloads.fileIsThere(video);
        }
        ledger.downloads.delivered(ledger.clip(run, row), Map.of());
    }

    private long id(int row) {
        return ledger.clip(run, row).id();
    }

    private static List<Long> ids(List<DownloadLedger.Waiting> clips) {
        return clips.stream().map(waiting -> waiting.clip().id()).toList();
    }
}
