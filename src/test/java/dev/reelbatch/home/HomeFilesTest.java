package dev.reelbatch.home;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.files.Sha256;
import dev.reelbatch.home.StatusFile.Status;
import dev.reelbatch.text.UserException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HomeFilesTest {

    private static final Instant NOW = Instant.parse("2026-04-01T10:00:00Z");

    private Path folder;
    private Home home;

    @BeforeEach
    void create(@TempDir Path folder) {
        this.folder = folder;
        this.home = new Home(folder.resolve("home"), false).create();
    }

    @Test
    void whenTheStatusIsRenewedThenItCanBeReadAndWhenItIsOldThenNot() {
        StatusFile file = new StatusFile(home);
        assertThat(file.read(NOW)).isEmpty();
        Status status = new Status(
                7, NOW, false, "spring", 1, "/out", NOW, NOW, Map.of("QUEUED", 3), Map.of("CNY", "2.84"), null);
        file.write(status);
        assertThat(file.read(NOW.plusSeconds(10))).contains(status);
        assertThat(file.read(NOW.plusSeconds(11))).isEmpty();
        assertThat(file.read(NOW.minusSeconds(11))).isEmpty();
        Status other = new Status(7, null, true, "autumn", 2, "/out2", NOW, NOW, Map.of(), Map.of(), null);
        file.write(other);
        assertThat(file.read(NOW)).containsExactly(other, status);
        file.remove("spring");
        assertThat(file.read(NOW)).containsExactly(other);
        file.remove("autumn");
        assertThat(file.read(NOW)).isEmpty();
        assertThat(home.status()).doesNotExist();
    }

    @Test
    void whenTheStatusIsDamagedThenThereIsNone() throws Exception {
        Files.writeString(home.status(), "{\"pid\":");
        assertThat(new StatusFile(home).read(NOW)).isEmpty();
    }

    @Test
    void whenAnInputIsKeptThenItsCopyHasItsBytesAndOneContentIsKeptOnce() throws Exception {
        Inputs inputs = new Inputs(home);
        byte[] bytes = "prompt\na cat\n".getBytes(StandardCharsets.UTF_8);
        Inputs.Copy copy = inputs.keep(bytes);
        assertThat(copy.file()).hasBinaryContent(bytes);
        assertThat(copy.sha256()).hasSize(64).isEqualTo(Sha256.of("prompt\na cat\n"));
        assertThat(inputs.keep(bytes)).isEqualTo(copy);
        assertThat(inputs.keep(new byte[] {1}).file()).isNotEqualTo(copy.file());
        assertThat(home.inputs()).isDirectoryContaining("glob:**/" + copy.sha256());
    }

    @Test
    void whenTheHomeIsLookedForThenTheOptionComesFirst() {
        Map<String, String> environment = Map.of("REELBATCH_HOME", " /from/env ");
        assertThat(Home.find(folder, environment, "/home/me").folder()).isEqualTo(folder);
        assertThat(Home.find(folder, environment, "/home/me").forRehearsal().option())
                .isEqualTo(folder);
        assertThat(Home.find(null, environment, "/home/me").option()).isNull();
        assertThat(Home.find(null, environment, "/home/me").folder()).isEqualTo(Path.of("/from/env"));
        assertThat(Home.find(null, Map.of("REELBATCH_HOME", " "), "/home/me").folder())
                .isEqualTo(Path.of("/home/me/.reelbatch"));
        assertThat(home.forRehearsal().folder()).isEqualTo(home.folder().resolve("rehearsal"));
    }

    @Test
    void whenNoHomeIsNamedThenItIsInTheFolderThatTheEnvironmentSaysElseInTheOneOnRecord() {
        assertThat(Home.find(null, Map.of("HOME", "/home/said"), "?").folder())
                .isEqualTo(Path.of("/home/said/.reelbatch"));
        assertThat(Home.find(null, Map.of("HOME", "/home/said"), "/home/recorded")
                        .folder())
                .isEqualTo(Path.of("/home/said/.reelbatch"));
        assertThat(Home.find(null, Map.of("HOME", "relative"), "/home/recorded").folder())
                .isEqualTo(Path.of("/home/recorded/.reelbatch"));
        assertThat(Home.find(null, Map.of("HOME", ""), "/home/recorded").folder())
                .isEqualTo(Path.of("/home/recorded/.reelbatch"));
    }

    @ParameterizedTest
    @CsvSource({"?,", "'',", ".,", "?, .", "'', relative/folder", "?, ''"})
    void whenThereIsNoPlaceForTheHomeThenNoneIsGuessed(String recorded, @Nullable String said) {
        Map<String, String> environment = said == null ? Map.of() : Map.of("HOME", said);
        assertThatThrownBy(() -> Home.find(null, environment, recorded))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("REELBATCH_HOME");
    }

    @Test
    void whenVersionsBeforeHadTheHomeElsewhereThenNoSecondOneIsMadeWithoutAWord() throws Exception {
        Path recorded = folder.resolve("recorded");
        Path said = folder.resolve("said");
        new Home(recorded.resolve(".reelbatch"), false).create().noteMade();
        Map<String, String> environment = Map.of("HOME", said.toString());
        assertThatThrownBy(() -> Home.find(null, environment, recorded.toString()))
                .hasMessageContaining(recorded.toString())
                .hasMessageContaining("--home");
        new Home(said.resolve(".reelbatch"), false).create().noteMade();
        assertThat(Home.find(null, environment, recorded.toString()).folder()).isEqualTo(said.resolve(".reelbatch"));
    }

    @Test
    void whenTheHomeCannotBeMadeThenTheMessageNamesWaysOn() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "x");
        assertThatThrownBy(() -> new Home(file, false).create())
                .isInstanceOf(UserException.class)
                .hasMessageContaining("--home");
    }
}
