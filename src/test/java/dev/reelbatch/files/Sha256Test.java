package dev.reelbatch.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Sha256Test {

    /** Of the standard's own example. */
    private static final String ABC = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    @TempDir
    Path folder;

    @Test
    void whenTheSameBytesComeAsATextAFileOrInPartsThenTheyHaveOneHash() throws Exception {
        Path file = Files.writeString(folder.resolve("abc"), "abc");
        MessageDigest parts = Sha256.digest();
        parts.update("a".getBytes(StandardCharsets.UTF_8));
        parts.update("bc".getBytes(StandardCharsets.UTF_8));
        assertThat(Sha256.of("abc")).isEqualTo(ABC);
        assertThat(Sha256.of(file)).isEqualTo(ABC);
        assertThat(Sha256.hex(parts)).isEqualTo(ABC);
        assertThat(Sha256.of("視")).isEqualTo(Sha256.of("視".getBytes(StandardCharsets.UTF_8)));
    }
}
