package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.text.UserException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {

    private static final OutMarker MINE = marker("home-1", "spring", "word-1");
    private static final OutMarker REHEARSAL = new OutMarker("home-2", "spring", true, 3L, null);

    private final Set<String> words = new HashSet<>(Set.of("word-1"));

    private Path folder;
    private OutFolder out;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder.resolve("out");
        this.out = folder(this.folder);
    }

    @Test
    void whenItIsCheckedThenNothingChanges() {
        out.check(MINE);
        assertThat(folder).doesNotExist();
    }

    @Test
    void whenItIsMineThenItStaysMine() throws Exception {
        assertThat(out.claim(MINE)).isNull();
        out.check(MINE);
        assertThat(out.claim(MINE)).isNull();
        assertThat(folder.resolve("videos")).isDirectory();
    }

    @Test
    void whenItWasSubmittedIntoUnderAWordThatTheHomeDoesNotKnowThenTheHomeIsRefusedAndChangesNothing()
            throws Exception {
        out.claim(MINE);
        words.add("word-2");
        out.mark(marker("home-1", "spring", "word-2"));
        words.remove("word-2");
        String there = Files.readString(folder.resolve(".reelbatch.json"));
        assertThatThrownBy(() -> out.check(MINE))
                .isInstanceOf(ForgottenResultsException.class)
                .hasMessageContaining("older")
                .hasMessageContaining("reelbatch reconcile");
        assertThatThrownBy(() -> out.claim(MINE)).isInstanceOf(ForgottenResultsException.class);
        assertThatThrownBy(() -> out.mark(MINE)).isInstanceOf(ForgottenResultsException.class);
        assertThatThrownBy(() -> out.check(marker("home-1", "summer", "word-1")))
                .isInstanceOf(ForgottenResultsException.class);
        assertThat(folder.resolve(".reelbatch.json")).hasContent(there);
    }

    @Test
    void whenItIsClaimedAgainThenItsMarkerStaysAsItIs() throws Exception {
        out.claim(MINE);
        words.add("word-2");
        out.mark(marker("home-1", "spring", "word-2"));
        out.claim(MINE);
        assertThat(out.marker()).contains(marker("home-1", "spring", "word-2"));
    }

    @Test
    void whenItsMarkerDoesNotSayHowManySubmissionsThereWereThenItIsMine() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(
                folder.resolve(".reelbatch.json"), "{\"home\":\"home-1\",\"job\":\"spring\",\"rehearsal\":false}");
        out.check(MINE);
    }

    @Test
    void whenItIsAnotherJobsThenItIsRefused() throws Exception {
        out.claim(marker("home-1", "summer", "word-1"));
        assertThatThrownBy(() -> out.check(MINE))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("\"summer\"")
                .hasMessageContaining("--out");
    }

    @Test
    void whenItIsTheSameJobOfAnotherHomeThenTheMessageSaysSo() throws Exception {
        out.claim(marker("home-9", "spring", "word-9"));
        assertThatThrownBy(() -> out.check(MINE)).hasMessageContaining("another home");
    }

    @Test
    void whenItHoldsRealResultsThenARehearsalIsRefused() throws Exception {
        out.claim(MINE);
        assertThatThrownBy(() -> out.check(REHEARSAL)).hasMessageContaining("contains results of real runs");
    }

    @Test
    void whenItHoldsARehearsalThenARealRunSetsItAside() throws Exception {
        for (int n = 1; n <= 2; n++) {
            OutFolder fresh = folder(folder.resolveSibling("o" + n));
            fresh.claim(REHEARSAL);
            Files.deleteIfExists(folder.resolve("videos"));
            Files.deleteIfExists(folder.resolve(".reelbatch.json"));
            Files.deleteIfExists(folder);
            Files.move(folder.resolveSibling("o" + n), folder);
            Files.writeString(folder.resolve("manifest.csv"), "rehearsed " + n);
            out.check(MINE);
            String aside = n == 1 ? "out-rehearsal" : "out-rehearsal-2";
            assertThat(out.claim(MINE)).isEqualTo(folder.resolveSibling(aside));
            assertThat(folder.resolveSibling(aside).resolve("manifest.csv")).hasContent("rehearsed " + n);
            assertThat(folder.resolve("manifest.csv")).doesNotExist();
        }
        assertThatThrownBy(() -> out.check(REHEARSAL)).isInstanceOf(UserException.class);
    }

    @Test
    void whenTheMarkerCannotBeReadThenTheFolderIsNobodysToUse() throws Exception {
        out.claim(MINE);
        Files.writeString(folder.resolve(".reelbatch.json"), "{");
        assertThatThrownBy(() -> out.check(MINE)).hasMessageContaining("delete that file");
    }

    @Test
    void whenItIsAFileThenItIsRefused() throws Exception {
        Files.writeString(folder, "x");
        assertThatThrownBy(() -> out.check(MINE)).hasMessageContaining("is a file");
        assertThatThrownBy(() -> folder(folder.resolve("spring")).check(MINE))
                .hasMessageStartingWith(folder + " is a file; choose a folder");
    }

    @Test
    void whenItHoldsOnlyThePersonsOwnFilesThenTheyStay() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        out.check(MINE);
        out.claim(MINE);
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }

    private OutFolder folder(Path path) {
        return new OutFolder(path, marker -> marker.reservation() == null || words.contains(marker.reservation()));
    }

    private static OutMarker marker(String home, String job, String word) {
        return new OutMarker(home, job, false, 500L, word);
    }
}
