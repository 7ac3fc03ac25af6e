package dev.reelbatch.picture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.files.Sha256;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PictureStoreTest {

    @TempDir
    Path folder;

    private PictureStore store;
    private Path photo;
    private String sha256;

    @BeforeEach
    void store() throws IOException {
        store = new PictureStore(folder.resolve("pictures"));
        photo = Photos.write(folder.resolve("mug.png"), 300, 300);
        sha256 = Sha256.of(photo);
        store.keep(photo, sha256);
    }

    @Test
    void whenAPictureIsKeptThenItsCopyOutlivesTheFile() throws IOException {
        byte[] bytes = Files.readAllBytes(photo);
        Files.delete(photo);
        try (FileChannel copy = store.open(sha256)) {
            assertThat(Channels.newInputStream(copy).readAllBytes()).isEqualTo(bytes);
        }
        assertThat(folder.resolve("pictures")).isDirectoryNotContaining("glob:**.tmp");
    }

    @Test
    void whenACopyIsDamagedThenItIsNotOpenedAndTheNextOneIsWhole() throws IOException {
        byte[] bytes = Files.readAllBytes(store.copyOf(sha256));
        bytes[100]++;
        Files.write(store.copyOf(sha256), bytes);
        assertThatThrownBy(() -> store.open(sha256)).isInstanceOf(IOException.class);
        store.keep(photo, sha256);
        store.open(sha256).close();
    }

    @Test
    void whenAFileIsAnotherByNowThenNothingIsKept() {
        Path other = Photos.write(folder.resolve("other.png"), 20, 20);
        String claimed = Sha256.of("another picture");
        assertThatThrownBy(() -> store.keep(other, claimed)).isInstanceOf(IOException.class);
        assertThat(store.copyOf(claimed)).doesNotExist();
    }

    @Test
    void whenCopiesAreNotNeededThenTheyAreDeleted() throws IOException {
        Path other = Photos.write(folder.resolve("other.png"), 20, 20);
        store.keep(other, Sha256.of(other));
        store.deleteAllExcept(Set.of(sha256));
        assertThat(store.copyOf(sha256)).exists();
        assertThat(store.copyOf(Sha256.of(other))).doesNotExist();
    }
}
