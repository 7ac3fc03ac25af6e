package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.home.OutFolder.Marker;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutFolderTest {

    private static final Marker MINE = new Marker("home-1", "spring", false, 7L);
    private static final Marker REHEARSAL = new Marker("home-2", "spring", true, 3L);

    private Path folder;
    private OutFolder out;

    @BeforeEach
    void open(@TempDir Path folder) {
        this.folder = folder.resolve("out");
        this.out = new OutFolder(this.folder);
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
    void whenItKnowsOfMoreSubmissionsThanTheHomeThenTheHomeIsOldAndRefused() throws Exception {
        out.claim(MINE);
        out.claim(new Marker("home-1", "spring", false, 9L));
        assertThatThrownBy(() -> out.check(MINE)).hasMessageContaining("older").hasMessageContaining("--out");
        out.check(new Marker("home-1", "spring", false, 9L));
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
        out.claim(new Marker("home-1", "summer", false, 7L));
        assertThatThrownBy(() -> out.check(MINE))
                .isInstanceOf(HomeException.class)
                .hasMessageContaining("\"summer\"")
                .hasMessageContaining("--out");
    }

    @Test
    void whenItIsTheSameJobOfAnotherHomeThenTheMessageSaysSo() throws Exception {
        out.claim(new Marker("home-9", "spring", false, 7L));
        assertThatThrownBy(() -> out.check(MINE)).hasMessageContaining("another home");
    }

    @Test
    void whenItHoldsRealResultsThenARehearsalIsRefused() throws Exception {
        out.claim(MINE);
        assertThatThrownBy(() -> out.check(REHEARSAL)).hasMessageContaining("real results");
    }

    @Test
    void whenItHoldsARehearsalThenARealRunSetsItAside() throws Exception {
        for (int n = 1; n <= 2; n++) {
            OutFolder fresh = new OutFolder(folder.resolveSibling("o" + n));
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
        assertThatThrownBy(() -> out.check(REHEARSAL)).isInstanceOf(HomeException.class);
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
    }

    @Test
    void whenItHoldsOnlyThePersonsOwnFilesThenTheyStay() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("notes.txt"), "mine");
        out.check(MINE);
        out.claim(MINE);
        assertThat(folder.resolve("notes.txt")).hasContent("mine");
    }
}
