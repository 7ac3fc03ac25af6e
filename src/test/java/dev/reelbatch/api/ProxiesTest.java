package dev.reelbatch.api;

import static dev.reelbatch.api.RawServer.answers;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.api.SubmitAnswer.Accepted;
import dev.reelbatch.api.SubmitAnswer.NotAccepted;
import dev.reelbatch.api.SubmitAnswer.StopReason;
import dev.reelbatch.api.SubmitAnswer.Stopped;
import dev.reelbatch.time.SettableTime;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ProxiesTest {

    private static final String TASK = "{\"output\":{\"task_id\":\"t\"}}";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            HTTPS_PROXY=http://p:8080                        | https://api.example | p:8080 (HTTPS_PROXY)
            HTTPS_PROXY=http://p:8080                        | http://api.example  |
            HTTPS_PROXY=http://user:secret@p:8080            | https://api.example | p:8080 (HTTPS_PROXY)
            https_proxy=p:3128                               | https://api.example | p:3128 (https_proxy)
            https_proxy=http://small:1 HTTPS_PROXY=http://B:2 | https://api.example | small:1 (https_proxy)
            HTTP_PROXY=http://p                              | http://api.example  | p:80 (HTTP_PROXY)
            HTTP_PROXY=http://p:1                            | https://api.example |
            ALL_PROXY=http://p:1                             | https://api.example | p:1 (ALL_PROXY)
            ALL_PROXY=http://p:1 HTTPS_PROXY=http://q:2      | https://api.example | q:2 (HTTPS_PROXY)
            HTTPS_PROXY=http://p:1 NO_PROXY=*                | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=api.example      | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=API.Example.     | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=example          | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=.example         | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=*.example        | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=ample            | https://api.example | p:1 (HTTPS_PROXY)
            HTTPS_PROXY=http://p:1 no_proxy=x,api.example:444 | https://api.example | p:1 (HTTPS_PROXY)
            HTTPS_PROXY=http://p:1 no_proxy=x,api.example:443 | https://api.example |
            HTTPS_PROXY=http://p:1 NO_PROXY=10.0.0.0/8       | https://10.2.3.4    |
            HTTPS_PROXY=http://p:1 NO_PROXY=10.0.0.0/8       | https://11.2.3.4    | p:1 (HTTPS_PROXY)
            HTTPS_PROXY=http://p:1 NO_PROXY=fe80::/10,::1    | https://[::1]:8443  |
            HTTPS_PROXY=http://p:1 NO_PROXY=fe80::/10        | https://[fe80::7]   |
            HTTPS_PROXY=                                     | https://api.example |
            """)
    void whenTheEnvironmentNamesProxiesThenEachAddressGoesThroughItsOwn(
            String environment, String url, @Nullable String expected) {
        assertThat(Proxies.of(environment(environment)).onTheWayTo(new HttpGet(url)))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"socks5://127.0.0.1:1", "http://", "http://user:hunter2@:80", "ftp://h", "http://h:99999999999"})
    void whenAVariableHoldsNoProxyThenItIsNamedWithoutItsValue(String value) {
        assertThatThrownBy(() -> Proxies.of(Map.of("HTTPS_PROXY", value)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("HTTPS_PROXY")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void whenAProxyIsSetThenTheSubmitGoesThroughItOnceWithItsPassword() throws IOException {
        try (RawServer proxy = RawServer.that(answers(200, TASK));
                TasksClient client = client("http://api.example.invalid", proxy, "us%40er:p+w", "HTTP_PROXY")) {
            assertThat(client.submit("{}", () -> {})).isEqualTo(new Accepted("t", null));
            assertThat(proxy.onlyRequest().line()).startsWith("POST http://api.example.invalid/v1/tasks/submit");
            String code = Base64.getEncoder().encodeToString("us@er:p+w".getBytes(StandardCharsets.UTF_8));
            assertThat(proxy.onlyRequest().header("Proxy-Authorization")).isEqualTo("Basic " + code);
        }
    }

    /** The library would send the POST again, with the password, and to the API itself if that is the liar. */
    @Test
    void whenTheProxyRequiresAPasswordThenNoSubmitIsSentTwice() throws IOException {
        try (RawServer proxy = RawServer.that(answers(407, "", "Proxy-Authenticate: Basic realm=\"x\""));
                TasksClient client = client("http://api.example.invalid", proxy, "user:pw", "HTTP_PROXY")) {
            assertThat(((Stopped) client.submit("{}", () -> {})).reason()).isEqualTo(StopReason.NO_WAY);
            proxy.onlyRequest();
        }
    }

    @Test
    void whenTheAddressIsHttpsThenTheProxySeesATunnelAndNoKey() throws IOException {
        for (int status : List.of(403, 407, 502)) {
            try (RawServer proxy = RawServer.that(answers(status, "no"));
                    TasksClient client = client("https://api.example.invalid", proxy, "user:hunter2", "HTTPS_PROXY")) {
                SubmitAnswer answer = client.submit("{}", () -> {});
                ApiError error = SubmitAnswersTest.error(answer);
                assertThat(answer).isInstanceOf(status == 502 ? NotAccepted.class : Stopped.class);
                assertThat(error.message())
                        .contains("api.example.invalid through the proxy 127.0.0.1:" + proxy.port() + " (HTTPS_PROXY)")
                        .doesNotContain("hunter2");
                assertThat(proxy.requests()).allMatch(r -> r.line().startsWith("CONNECT api.example.invalid:443"));
                assertThat(proxy.requests().toString()).doesNotContain(TestClients.SECRET);
            }
        }
    }

    private static TasksClient client(String url, RawServer proxy, String user, String variable) {
        Duration far = Duration.ofSeconds(20);
        Proxies proxies = Proxies.of(Map.of(variable, "http://" + user + "@127.0.0.1:" + proxy.port()));
        ApiSettings settings = new ApiSettings(
                URI.create(url),
                AuthForm.PLAIN,
                far,
                far,
                Set.of(429, 503),
                1,
                new EmptyAccount(List.of(), List.of()),
                TaskStatusWords.of(List.of(), List.of(), List.of()),
                proxies);
        return new TasksClient(settings, TestClients.KEY, TestClients.NO_PICTURES, new SettableTime());
    }

    private static Map<String, String> environment(String text) {
        return List.of(text.strip().split(" ")).stream()
                .map(pair -> pair.split("=", 2))
                .collect(java.util.stream.Collectors.toMap(pair -> pair[0], pair -> pair[1]));
    }
}
