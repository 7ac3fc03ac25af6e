package dev.reelbatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.text.UserException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpringSettingsTest {

    @TempDir
    private Path folder;

    private Path file(String yaml) throws IOException {
        return Files.writeString(folder.resolve("settings.yaml"), yaml);
    }

    @Test
    void whenSpringsSettingsAreInTheFileThenServeGetsThemAndTheCommandLineWins() throws IOException {
        Path file = file("""
                reelbatch.budget: 5/day
                server.ssl:
                  key-store: a.p12
                  key-store-password: secret
                server.forward-headers-strategy: native
                spring.security.oauth2.client.registration.company.client-id: reelbatch
                management.opentelemetry.tracing.export.otlp.endpoint: http://collector:4318/v1/traces
                """);
        assertThat(SpringSettings.load(file, Map.of("server.ssl.key-store", "b.p12", "reelbatch.budget", "6/day")))
                .containsOnly(
                        Map.entry("server.ssl.key-store", "b.p12"),
                        Map.entry("server.ssl.key-store-password", "secret"),
                        Map.entry("server.forward-headers-strategy", "native"),
                        Map.entry("spring.security.oauth2.client.registration.company.client-id", "reelbatch"),
                        Map.entry(
                                "management.opentelemetry.tracing.export.otlp.endpoint",
                                "http://collector:4318/v1/traces"));
        assertThat(new SettingsLoader(Map.of(), Map.of()).load(file, Map.of()).budget())
                .isEqualTo("5/day");
    }

    @Test
    void whenASettingOfSpringIsNotForServeThenItIsUnknown() throws IOException {
        Path file = file("spring.datasource.url: x\n");
        assertThatThrownBy(() -> new SettingsLoader(Map.of(), Map.of()).load(file, Map.of()))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("There is no setting spring.datasource.url");
    }
}
