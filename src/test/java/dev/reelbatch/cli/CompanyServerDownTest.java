package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.text.UserException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;

/** Settings of the whole process, in place of its environment, which no other test may see. */
@Isolated
@Timeout(120)
class CompanyServerDownTest {

    @Test
    void whenTheCompanysServerIsDownThenItSaysSoAlsoIfTheEnvironmentNamesIt(@TempDir Path folder) throws Exception {
        ApiRig rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)));
        int closed;
        try (ServerSocket socket = new ServerSocket(0)) {
            closed = socket.getLocalPort();
        }
        Map<String, String> environment = Map.of(
                "spring.security.oauth2.client.registration.company.client-id", "reelbatch",
                "spring.security.oauth2.client.registration.company.client-secret", "secret",
                "spring.security.oauth2.client.registration.company.scope", "openid",
                "spring.security.oauth2.client.provider.company.issuer-uri", "http://127.0.0.1:" + closed);
        environment.forEach(System::setProperty);
        try (rig) {
            assertThatThrownBy(() -> rig.answer("127.0.0.1", "0"))
                    .isInstanceOf(UserException.class)
                    .hasMessageContaining("company accounts does not answer")
                    .hasMessageContaining("http://127.0.0.1:" + closed)
                    .hasMessageNotContaining("secret");
        } finally {
            environment.keySet().forEach(System::clearProperty);
        }
    }
}
