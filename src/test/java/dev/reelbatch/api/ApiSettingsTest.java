package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApiSettingsTest {

    @Test
    void whenNothingIsSaidThenTheSeedHolds() {
        ApiSettings settings = ApiSettings.of(ApiSettings.VENDOR);
        assertThat(settings.submitUrl()).hasToString("https://api.modelverse.cn/v1/tasks/submit");
        assertThat(settings.statusUrl("a%2Fb")).hasToString("https://api.modelverse.cn/v1/tasks/status?task_id=a%2Fb");
        assertThat(settings.auth()).isEqualTo(AuthForm.PLAIN);
        assertThat(settings.responseTimeout()).isEqualTo(Duration.ofSeconds(120));
        assertThat(settings.notAccepted()).containsExactlyInAnyOrder(429, 503);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://h.example/p",
                "https://h.example/p/",
                "https://h.example/p/v1",
                "https://h.example/p/v1/"
            })
    void whenTheUrlIsPastedWithItsVersionThenItIsCut(String url) {
        assertThat(ApiSettings.of(URI.create(url)).submitUrl()).hasToString("https://h.example/p/v1/tasks/submit");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ftp://h",
                "h.example",
                "/v1",
                "https:///v1",
                "https://me:secret@h",
                "https://h?key=secret",
                "https://h#secret"
            })
    void whenTheUrlIsNoApiThenItIsRefusedWithoutRepeatingIt(String url) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ApiSettings.of(URI.create(url)))
                .withMessageStartingWith("The API's URL")
                .withMessageNotContaining("secret");
    }

    @Test
    void whenAValueMakesNoSenseThenItIsRefused() {
        Duration second = Duration.ofSeconds(1);
        assertThatIllegalArgumentException().isThrownBy(() -> settings(Duration.ZERO, second, Set.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(second, Duration.ZERO, Set.of(), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(second, second, Set.of(200), 1));
        assertThatIllegalArgumentException().isThrownBy(() -> settings(second, second, Set.of(), 0));
    }

    private static ApiSettings settings(Duration connect, Duration response, Set<Integer> notAccepted, int most) {
        return new ApiSettings(ApiSettings.VENDOR, AuthForm.PLAIN, connect, response, notAccepted, most);
    }
}
