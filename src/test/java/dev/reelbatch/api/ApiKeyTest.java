package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiKeyTest {

    private static final String SECRET = "sk-Secret_123";

    private final Path folder;

    ApiKeyTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {SECRET, "  " + SECRET + "\t", SECRET + "\r\n", "\uFEFF" + SECRET, "\u00A0" + SECRET + "\u3000"})
    void whenBlanksStandAroundTheKeyThenTheyAreCut(String value) {
        ApiKey key = ApiKey.find(Map.of("MODELVERSE_API_KEY", value)).orElseThrow();
        assertThat(key.authorization(AuthForm.PLAIN)).isEqualTo(SECRET);
        assertThat(key.authorization(AuthForm.BEARER)).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void whenOnlyAFileIsNamedThenTheKeyIsReadFromIt() throws IOException {
        String file = file("\uFEFF" + SECRET + "\n");
        assertThat(ApiKey.find(Map.of("MODELVERSE_API_KEY", " ", "MODELVERSE_API_KEY_FILE", file))
                        .orElseThrow()
                        .authorization(AuthForm.PLAIN))
                .isEqualTo(SECRET);
    }

    @Test
    void whenBothAreGivenThenTheVariableWins() throws IOException {
        String file = file("other");
        assertThat(ApiKey.find(Map.of("MODELVERSE_API_KEY", SECRET, "MODELVERSE_API_KEY_FILE", file))
                        .orElseThrow()
                        .authorization(AuthForm.PLAIN))
                .isEqualTo(SECRET);
    }

    @Test
    void whenNothingIsSetThenThereIsNoKey() {
        assertThat(ApiKey.find(Map.of())).isEmpty();
        assertThat(ApiKey.find(Map.of("MODELVERSE_API_KEY", "  ", "MODELVERSE_API_KEY_FILE", "")))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"sk-Secret\n_123", "sk-Sec\rret", "sk-Séc", "密钥", "a\u0000b", "sk-\u200Bx"})
    void whenItCannotBeAHeaderThenTheMessageDoesNotShowIt(String value) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.find(Map.of("MODELVERSE_API_KEY", value)))
                .withMessageStartingWith("MODELVERSE_API_KEY contains")
                .satisfies(e -> assertThat(e.toString()).doesNotContain(value).doesNotContain("sk-"));
    }

    @Test
    void whenTheFileIsBadThenTheMessageNamesItAndNotItsText() throws IOException {
        assertThatBad(file(" \n\uFEFF")).withMessageContaining("empty");
        assertThatBad(file(SECRET + "\nsecond line"))
                .withMessageContaining("one line")
                .withMessageNotContaining(SECRET);
        assertThatBad(file("x".repeat(9000))).withMessageContaining("too large");
        assertThatBad(folder.toString()).withMessageContaining("can't be read");
        assertThatBad(folder.resolve("missing").toString()).withMessageContaining("can't be read");
        assertThatBad("bad\u0000name").withMessageContaining("can't be read");
    }

    @Test
    void whenPrintedThenItStaysSecret() {
        ApiKey key = ApiKey.of(SECRET);
        assertThat(key.toString()).doesNotContain("Secret");
        assertThat(key.maskIn("echo " + SECRET + "!")).isEqualTo("echo ***!");
        String encoded = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertThat(key.maskIn("echo " + encoded + "!")).isEqualTo("echo ***!");
        String header = Base64.getEncoder().encodeToString(("Bearer " + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(key.maskIn("echo " + header + "!")).startsWith("echo ***").doesNotContain(header);
    }

    @Test
    void whenTheKeyIsALetterThenWordsStayWhole() {
        assertThat(ApiKey.of("x").maskIn("Expired, exhausted")).isEqualTo("Expired, exhausted");
    }

    private org.assertj.core.api.ThrowableAssertAlternative<IllegalArgumentException> assertThatBad(String file) {
        return assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiKey.find(Map.of("MODELVERSE_API_KEY_FILE", file)))
                .withMessageStartingWith("MODELVERSE_API_KEY_FILE (" + file + ")");
    }

    private String file(String text) throws IOException {
        return Files.write(folder.resolve("key.txt"), text.getBytes(StandardCharsets.UTF_8))
                .toString();
    }
}
