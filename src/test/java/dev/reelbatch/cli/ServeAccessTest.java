package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.api.Certificates;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.text.UserException;
import dev.reelbatch.web.WebServer;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.assertj.core.api.Assumptions;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Ways into a {@code serve}: a link without users, sessions that end, company accounts, TLS, other addresses. */
@Timeout(120)
class ServeAccessTest extends WithServedHome {

    private static final Duration LONG = Duration.ofDays(9);

    private static String path(URI link) {
        return link.getPath() + "?" + link.getQuery();
    }

    @Test
    void whenThereAreNoUsersThenALinkOpensASessionOnce() throws Exception {
        BrowserCalls browser = new BrowserCalls(rig.url("/"));
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login").body())
                .contains("Open the link that", "valid once")
                .doesNotContain("<form");
        String link = path(rig.oneTimeLink());
        HttpResponse<String> opened = browser.get(link);
        assertThat(BrowserCalls.location(opened)).isEqualTo("/");
        assertThat(opened.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.startsWith("reelbatch=")
                        && cookie.contains("HttpOnly")
                        && cookie.contains("SameSite=Strict"));
        assertThat(browser.get("/").body()).contains("<bdi>owner</bdi>", "admin");

        BrowserCalls other = new BrowserCalls(rig.url("/"));
        assertThat(other.get(link).body()).contains("This link was used before, or is too old.");
        assertThat(BrowserCalls.location(other.get("/"))).isEqualTo("/login");
        String first = path(rig.oneTimeLink());
        String second = rig.accepted(rig.to("/api/v1/sign-in-links").POST(HttpRequest.BodyPublishers.noBody()), 201)
                .path("path")
                .asString();
        assertThat(other.get(first).body()).contains("This link was used before");
        assertThat(BrowserCalls.location(other.get(second))).isEqualTo("/");

        rig.users().add("anna", Role.ADMIN, PASSWORD, null);
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login").body()).contains("<form");
        HttpResponse<String> third =
                rig.send(rig.to("/api/v1/sign-in-links").POST(HttpRequest.BodyPublishers.noBody()));
        assertThat(third.statusCode()).isEqualTo(409);
        assertThat(ApiRig.json(third).path("detail").asString()).contains("has users");
    }

    @Test
    void whenNothingWasAskedForLongThenTheSessionIsOver() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        Duration idle = Duration.ofSeconds(3);
        try (WebServer server = rig.answer("127.0.0.1", "0", Map.of(), idle, LONG)) {
            BrowserCalls browser = new BrowserCalls(server.url());
            assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/");
            Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .pollInterval(idle.plusMillis(200))
                    .until(() -> BrowserCalls.location(browser.get("/")).equals("/login"));
        }
    }

    @Test
    void whenASessionIsOldThenItIsOverAlthoughItIsUsed() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        try (WebServer server = rig.answer("127.0.0.1", "0", Map.of(), LONG, Duration.ofSeconds(3))) {
            BrowserCalls browser = new BrowserCalls(server.url());
            assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/");
            Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> BrowserCalls.location(browser.get("/"))
                    .equals("/login"));
        }
    }

    @Test
    void whenOthersCanReachTheAddressThenThereMustBeUsersAndTheHostMustBeKnown() throws Exception {
        assertThatThrownBy(() -> rig.answer("0.0.0.0", "0"))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("reelbatch user add NAME --role admin");
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        try (WebServer server = rig.answer("0.0.0.0", "0")) {
            int port = server.url().getPort();
            assertThat(status(port, "127.0.0.1:" + port)).isEqualTo(200);
            assertThat(status(port, "localhost")).isEqualTo(200);
            assertThat(status(port, "shop.example")).isEqualTo(400);
        }
    }

    @Test
    void whenAHostHasANameInTheSettingsThenItAnswersToThatNameAndToNoOther() throws Exception {
        try (WebServer server = rig.answer("127.0.0.1", "0", List.of(" Studio.Example.com "))) {
            int port = server.url().getPort();
            assertThat(status(port, "studio.example.com")).isEqualTo(200);
            assertThat(status(port, "STUDIO.example.com:" + port)).isEqualTo(200);
            assertThat(status(port, "127.0.0.1:" + port)).isEqualTo(200);
            assertThat(status(port, "evil.studio.example.com")).isEqualTo(400);
            assertThat(status(port, "studio.example.com.evil.example")).isEqualTo(400);
        }
    }

    @Test
    void whenTheAddressIsOneOfTheNetworkThenCommandsOfThisMachineHaveOneOfTheirOwn() throws Exception {
        String address = NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(own -> own instanceof Inet4Address && !own.isLoopbackAddress())
                .map(InetAddress::getHostAddress)
                .findFirst()
                .orElse("");
        Assumptions.assumeThat(address).as("an address besides loopback").isNotEmpty();
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        try (WebServer server = rig.answer(address, "0")) {
            assertThat(server.url().toString()).startsWith("http://" + address + ":");
            String file = Files.readString(rig.home.folder().resolve("server.json"));
            URI own = URI.create(ApiRig.parsed(file).path("url").asString());
            assertThat(own.toString()).startsWith("http://127.0.0.1:");
            HttpRequest.Builder command = HttpRequest.newBuilder(own.resolve("/api/v1/commands/x/input"))
                    .header("Authorization", "Bearer " + rig.token())
                    .header("Content-Type", "application/json")
                    .POST(HttpRequest.BodyPublishers.ofString("{}"));
            assertThat(rig.send(command).statusCode())
                    .as("no such command, but let in")
                    .isEqualTo(404);
        }
    }

    /** What nobody may send is not read to its end, and so not written to the disk. */
    @Test
    void whenSomebodyUnknownUploadsAFileThenTheAnswerComesBeforeIt() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", rig.url("/").getPort())) {
            socket.setSoTimeout(30_000);
            String head = "POST /api/v1/runs HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                    + "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000000\r\n\r\n--x\r\n"
                    + "Content-Disposition: form-data; name=\"sheet\"; filename=\"a.csv\"\r\n\r\nprompt\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
            byte[] answer = socket.getInputStream().readNBytes(12);
            assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 401");
        }
    }

    private static int status(int port, String host) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream()
                    .write(("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return Integer.parseInt(answer.substring("HTTP/1.1 ".length(), "HTTP/1.1 200".length()));
        }
    }

    @Test
    void whenAProxyIsTrustedThenOnlyTheBrowserBehindItWaitsThatTriedTooOften() throws Exception {
        rig.users().add("anna", Role.ADMIN, PASSWORD, null);
        try (WebServer server = rig.answer("127.0.0.1", "0", Map.of("server.forward-headers-strategy", "native"))) {
            BrowserCalls attacker = new BrowserCalls(server.url(), "X-Forwarded-For", "203.0.113.7");
            BrowserCalls anna = new BrowserCalls(server.url(), "X-Forwarded-For", "203.0.113.8");
            for (int i = 0; i < 5; i++) {
                attacker.signIn("anna", "wrong");
            }
            assertThat(attacker.signIn("anna", PASSWORD)).startsWith("/login?error=wait");
            assertThat(anna.signIn("anna", PASSWORD)).isEqualTo("/");
            assertThat(new BrowserCalls(server.url(), "X-Forwarded-Proto", "https")
                            .get("/login")
                            .headers()
                            .allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("Secure"));
            HttpRequest.Builder audit = HttpRequest.newBuilder(server.url().resolve("/api/v1/audit"))
                    .header("Authorization", "Bearer " + rig.users().newToken("anna"));
            new BrowserCalls(server.url(), "X-Forwarded-For", "203.0.113.9, 10.1.2.3").signIn("anna", "wrong");
            assertThat(rig.send(audit).body())
                    .contains("\"locked_out\"", "203.0.113.7", "203.0.113.8", "10.1.2.3")
                    .as("no proxy on another machine is believed")
                    .doesNotContain("203.0.113.9");
        }
    }

    @Test
    void whenAKeyStoreIsSetThenItAnswersByTlsAndCommandsFindAnAddressWithout() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        Certificates certificates = new Certificates(Files.createDirectory(folder.resolve("certificates")));
        Map<String, Object> tls = Map.of(
                "server.ssl.key-store",
                certificates.keyStore("IP:127.0.0.1").toString(),
                "server.ssl.key-store-password",
                Certificates.PASSWORD);
        try (WebServer server = rig.answer("127.0.0.1", "0", tls)) {
            assertThat(server.url().getScheme()).isEqualTo("https");
            HttpClient client =
                    HttpClient.newBuilder().sslContext(certificates.ofClient()).build();
            HttpResponse<String> login = client.send(
                    HttpRequest.newBuilder(server.url().resolve("/login")).build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(login.statusCode()).isEqualTo(200);
            assertThat(login.headers().firstValue("Strict-Transport-Security")).isPresent();
            assertThat(login.headers().allValues("Set-Cookie"))
                    .isNotEmpty()
                    .allMatch(cookie -> cookie.contains("Secure"));
            String file = Files.readString(rig.home.folder().resolve("server.json"));
            URI plain = URI.create(ApiRig.parsed(file).path("url").asString());
            assertThat(plain.toString()).startsWith("http://127.0.0.1:");
            assertThat(rig.send(HttpRequest.newBuilder(plain.resolve("/api/v1/runs"))
                                    .header("Authorization", "Bearer " + rig.token()))
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void whenSpringsSettingsAreWrongThenItSaysWhat() {
        assertThatThrownBy(() -> rig.answer(
                        "127.0.0.1",
                        "0",
                        Map.of("server.ssl.key-store", "missing.p12", "server.ssl.key-store-password", "secret")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("missing.p12")
                .hasMessageNotContaining("secret");
    }

    @Test
    void whenSeveralServersForCompanyAccountsAreSetThenItSaysThatNamesWouldMix() {
        String registration = "spring.security.oauth2.client.registration.";
        assertThatThrownBy(() -> rig.answer(
                        "127.0.0.1",
                        "0",
                        Map.of(registration + "a.client-id", "reelbatch", registration + "b.client-id", "reelbatch")))
                .isInstanceOf(UserException.class)
                .hasMessageContaining("2 servers for company accounts (a, b)");
    }

    @Test
    void whenSomebodyComesWithACompanyAccountThenOnlyWhoWasAddedForItGetsIn() throws Exception {
        rig.users().add("anna", Role.RUN, null, null);
        rig.users().add("kim", Role.RUN, null, null);
        rig.users().add("bo", Role.ADMIN, PASSWORD, null);
        MockOAuth2Server company = new MockOAuth2Server();
        company.start();
        Map<String, Object> spring = Map.of(
                "spring.security.oauth2.client.registration.company.client-id", "reelbatch",
                "spring.security.oauth2.client.registration.company.client-secret", "secret",
                "spring.security.oauth2.client.registration.company.client-name", "Example & Co",
                "spring.security.oauth2.client.registration.company.scope", "openid,profile,email",
                "spring.security.oauth2.client.provider.company.issuer-uri",
                        company.issuerUrl("company").toString());
        try (WebServer server = rig.answer("127.0.0.1", "0", spring)) {
            BrowserCalls browser = new BrowserCalls(server.url());
            assertThat(browser.get("/login").body())
                    .contains("Sign in with Example &amp; Co", "/oauth2/authorization/company");
            assertThat(arrive(company, server, Map.of("preferred_username", "Anna")))
                    .contains("<bdi>anna</bdi>");
            assertThat(arrive(company, server, Map.of("email", "anna", "email_verified", true)))
                    .contains("<bdi>anna</bdi>");
            for (Map<String, Object> claims : List.<Map<String, Object>>of(
                    Map.of("preferred_username", "bo"), // has a password, and so signs in with it
                    Map.of("preferred_username", "mallory"),
                    Map.of("preferred_username", "\u212Aim"), // a sign for kelvin, which becomes the letter K
                    Map.of("email", "anna", "email_verified", false),
                    Map.of("email", "anna"),
                    Map.of())) {
                assertThat(arrive(company, server, claims)).contains("Your company account has no access here.");
            }
        } finally {
            company.shutdown();
        }
        assertThat(rig.users().signIn("anna", "")).isEmpty();
    }

    /** Follows the way to the company's server and back. Returns the page at its end. */
    private static String arrive(MockOAuth2Server company, WebServer server, Map<String, Object> claims)
            throws Exception {
        company.enqueueCallback(new DefaultOAuth2TokenCallback(
                "company",
                "subject",
                "JWT",
                List.of("reelbatch"),
                claims,
                Duration.ofHours(1).toSeconds()));
        BrowserCalls browser = new BrowserCalls(server.url());
        String next = "/oauth2/authorization/company";
        HttpResponse<String> answer = browser.get(next);
        while (answer.statusCode() >= 300 && answer.statusCode() < 400) {
            next = answer.uri().resolve(BrowserCalls.location(answer)).toString();
            answer = browser.get(next);
        }
        return answer.body();
    }
}
