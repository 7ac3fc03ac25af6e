package dev.reelbatch.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.reelbatch.api.LinkAnswer.Version;
import dev.reelbatch.time.Time;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links to a server of this machine, which does what hosts do. */
@Timeout(120)
class LinkClientTest {

    private static final String CSV = "prompt\na cat\n";

    private final List<Map<String, List<String>>> requests = new CopyOnWriteArrayList<>();
    private HttpServer server;

    LinkClientTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
    }

    @BeforeEach
    void start() {
        server.setExecutor(Executors.newCachedThreadPool(work -> {
            Thread thread = new Thread(work);
            thread.setDaemon(true);
            return thread;
        }));
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @FunctionalInterface
    private interface Answer {
        void to(HttpExchange exchange) throws IOException;
    }

    private void at(String path, Answer answer) {
        server.createContext(path, exchange -> {
            requests.add(exchange.getRequestHeaders());
            try (exchange) {
                answer.to(exchange);
            }
        });
    }

    private static void send(HttpExchange exchange, int status, String body, String... headers) throws IOException {
        send(exchange, status, body.getBytes(StandardCharsets.UTF_8), headers);
    }

    private static void send(HttpExchange exchange, int status, byte[] body, String... headers) throws IOException {
        for (int i = 0; i < headers.length; i += 2) {
            exchange.getResponseHeaders().add(headers[i], headers[i + 1]);
        }
        exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
        exchange.getResponseBody().write(body);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    private LinkAnswer fetch(String path) {
        return fetch(path, Duration.ofSeconds(60), true, Version.UNKNOWN);
    }

    private LinkAnswer fetch(String path, Duration deadline, boolean privateAddresses, Version known) {
        LinkSettings settings =
                new LinkSettings(Duration.ofSeconds(30), deadline, 1024 * 1024, privateAddresses, Proxies.NONE);
        try (LinkClient client = new LinkClient(settings, Time.system())) {
            return client.fetch(SheetLink.of(url(path), false), known);
        }
    }

    private static String text(LinkAnswer answer) {
        assertThat(answer).isInstanceOf(LinkAnswer.Sheet.class);
        return new String(((LinkAnswer.Sheet) answer).bytes(), StandardCharsets.UTF_8);
    }

    private static LinkAnswer.None none(LinkAnswer answer) {
        assertThat(answer).isInstanceOf(LinkAnswer.None.class);
        return (LinkAnswer.None) answer;
    }

    @Test
    void whenALinkLeadsToASheetThenItsBytesAndItsTitleComeAndNoSecretIsSent() {
        at(
                "/export",
                exchange -> send(
                        exchange,
                        200,
                        CSV,
                        "Content-Type",
                        "application/octet-stream",
                        "Content-Disposition",
                        "attachment; filename=\"x.csv\"; filename*=UTF-8''%E6%98%A5%E5%AD%A3+%20plan.csv",
                        "ETag",
                        "\"v1\"",
                        "Set-Cookie",
                        "a=b"));
        LinkAnswer.Sheet sheet = (LinkAnswer.Sheet) fetch("/export?key=s3cret");
        assertThat(text(sheet)).isEqualTo(CSV);
        assertThat(sheet.name()).isEqualTo("春季+ plan.csv");
        assertThat(sheet.version()).isEqualTo(new Version("\"v1\"", null));
        assertThat(requests).hasSize(1).first().satisfies(sent -> assertThat(sent)
                .doesNotContainKeys("Authorization", "Cookie", "Referer"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            attachment; filename="Launch \\"A\\" plan.xlsx" | Launch "A" plan.xlsx
            attachment; filename=plan.csv                   | plan.csv
            inline                                          | the list.csv
            """)
    void whenTheHostNamesTheSheetThenThatIsItsNameElseTheLastPartOfThePath(String disposition, String name) {
        at("/a/", exchange -> send(exchange, 200, CSV, "Content-Disposition", disposition));
        assertThat(((LinkAnswer.Sheet) fetch("/a/the%20list.csv")).name()).isEqualTo(name);
    }

    @Test
    void whenTheSheetHasNotChangedThenTheHostSaysSoByItsValidator() {
        at(
                "/tagged",
                exchange -> send(
                        exchange,
                        "\"v1\"".equals(exchange.getRequestHeaders().getFirst("If-None-Match")) ? 304 : 200,
                        ""));
        assertThat(fetch(
                        "/tagged",
                        Duration.ofSeconds(60),
                        true,
                        new Version("\"v1\"", "Mon, 30 Nov 2026 10:00:00 GMT")))
                .isInstanceOf(LinkAnswer.Unchanged.class);
        at(
                "/dated",
                exchange ->
                        send(exchange, exchange.getRequestHeaders().containsKey("If-Modified-Since") ? 304 : 200, ""));
        assertThat(fetch("/dated", Duration.ofSeconds(60), true, new Version(null, "Mon, 30 Nov 2026 10:00:00 GMT")))
                .isInstanceOf(LinkAnswer.Unchanged.class);
    }

    @Test
    void whenAHostSaysUnchangedOfWhatIsNotHereThenThereIsNoSheet() {
        at("/odd", exchange -> send(exchange, 304, ""));
        assertThat(none(fetch("/odd")).message()).contains("HTTP 304");
    }

    @Test
    void whenTheAnswerIsPackedThenItIsUnpackedAndItsUnpackedSizeCounts() {
        at(
                "/gzip",
                exchange ->
                        send(exchange, 200, gzip(CSV.getBytes(StandardCharsets.UTF_8)), "Content-Encoding", "gzip"));
        assertThat(text(fetch("/gzip"))).isEqualTo(CSV);
        at("/bomb", exchange -> send(exchange, 200, gzip(new byte[50_000_000]), "Content-Encoding", "gzip"));
        assertThat(none(fetch("/bomb")).message()).contains("larger than 1 MB (reelbatch.link.max-size)");
    }

    private static byte[] gzip(byte[] content) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (OutputStream packed = new GZIPOutputStream(bytes)) {
            packed.write(content);
        }
        return bytes.toByteArray();
    }

    @Test
    void whenABodyNeverEndsThenItIsCutOff() {
        at("/endless", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] line = "a cat\n".repeat(1000).getBytes(StandardCharsets.UTF_8);
            while (true) {
                exchange.getResponseBody().write(line);
            }
        });
        assertThat(none(fetch("/endless")).message()).contains("larger than 1 MB");
    }

    private static void pause() {
        try {
            Time.system().sleep(Duration.ofMillis(50));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whenABodyTricklesThenTheTimeForAllOfItEndsIt() {
        at("/slow", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            while (true) {
                exchange.getResponseBody().write('a');
                exchange.getResponseBody().flush();
                pause();
            }
        });
        LinkAnswer.None none = none(fetch("/slow", Duration.ofSeconds(2), true, Version.UNKNOWN));
        assertThat(none.message()).contains("No complete answer arrived within 2 s");
        assertThat(none.mayCome()).isTrue();
    }

    @Test
    void whenABodyIsCutShortThenNothingOfItIsUsed() {
        at("/short", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write(CSV.getBytes(StandardCharsets.UTF_8));
            exchange.getResponseBody().flush();
            throw new IOException("enough");
        });
        LinkAnswer.None none = none(fetch("/short"));
        assertThat(none.message()).contains("was lost");
        assertThat(none.mayCome()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!DOCTYPE html><html><title>Sign in</title>",
                "\uFEFF\n  <HTML lang=\"en\">",
                "<!-- x --><!doctype HTML>",
                "<?xml version=\"1.0\"?><html>"
            })
    void whenAPageComesInsteadOfTheSheetThenItIsSaidThatItIsNotShared(String page) {
        at("/login", exchange -> send(exchange, 200, page, "Content-Type", "text/csv"));
        LinkAnswer.None none = none(fetch("/login"));
        assertThat(none.message())
                .contains("The sheet is not shared with everybody who has the link: 127.0.0.1 answered");
        assertThat(none.mayCome()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "401, false, not shared",
        "403, false, not shared",
        "404, false, no sheet behind this link",
        "410, false, no sheet behind this link",
        "429, true, HTTP 429",
        "500, true, HTTP 500",
        "503, true, HTTP 503",
        "206, false, HTTP 206",
        "400, false, HTTP 400"
    })
    void whenTheHostAnswersOtherwiseThenItIsSaidAndWhetherALaterTryMayHelp(int status, boolean mayCome, String said) {
        at("/status", exchange -> send(exchange, status, "no"));
        LinkAnswer.None none = none(fetch("/status"));
        assertThat(none.message()).contains(said);
        assertThat(none.mayCome()).isEqualTo(mayCome);
    }

    @Test
    void whenTheHostRedirectsThenItIsFollowedAFewTimes() {
        at("/1", exchange -> send(exchange, 302, "", "Location", "/2"));
        at("/2", exchange -> send(exchange, 307, "", "Location", url("/3")));
        at("/3", exchange -> send(exchange, 200, CSV));
        assertThat(text(fetch("/1"))).isEqualTo(CSV);
        at("/loop", exchange -> send(exchange, 302, "", "Location", "/loop"));
        int before = requests.size();
        assertThat(none(fetch("/loop")).message()).contains("Too many redirects; the last was to 127.0.0.1");
        assertThat(requests.size() - before).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"file:///etc/passwd", "ftp://a.example/", "https://u:p@a.example/", "https://", "javascript:x"})
    void whenARedirectLeadsElsewhereThanToTheWebThenItIsNotFollowed(String location) {
        at("/away", exchange -> send(exchange, 302, "", "Location", location));
        assertThat(none(fetch("/away")).message()).contains("redirects to an unusable address");
    }

    @Test
    void whenPrivateAddressesAreNotAllowedThenNeitherIsALinkToOneNorOneWithoutTls() {
        at("/x", exchange -> send(exchange, 200, CSV));
        assertThat(none(fetch("/x", Duration.ofSeconds(60), false, Version.UNKNOWN))
                        .message())
                .contains("is not an https address");
        LinkSettings settings =
                new LinkSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), 1024, false, Proxies.NONE);
        try (LinkClient client = new LinkClient(settings, Time.system())) {
            for (String host : List.of("127.0.0.1", "[::1]", "localhost", "0x7f.1", "2130706433", "[::ffff:7f00:1]")) {
                LinkAnswer answer = client.fetch(
                        new SheetLink(URI.create(
                                "https://" + host + ":" + server.getAddress().getPort() + "/x")),
                        Version.UNKNOWN);
                assertThat(answer).as(host).isInstanceOf(LinkAnswer.None.class);
            }
        }
        assertThat(requests).isEmpty();
    }

    /** The addresses 127.0.0.1 and 127.0.0.2 stand for a public host and a private one. */
    @Test
    void whenAPublicHostRedirectsToAPrivateOneThenThatIsNotConnectedTo() {
        at("/inside", exchange -> send(exchange, 302, "", "Location", url("/x").replace("127.0.0.1", "127.0.0.2")));
        at("/x", exchange -> send(exchange, 200, CSV));
        AddressGuard guard =
                new AddressGuard(false, SystemDefaultDnsResolver.INSTANCE, address -> !address.getHostAddress()
                        .equals("127.0.0.2"));
        LinkSettings settings =
                new LinkSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), 1024, true, Proxies.NONE);
        try (LinkClient client = new LinkClient(settings, guard, Time.system())) {
            none(client.fetch(SheetLink.of(url("/inside"), false), Version.UNKNOWN));
        }
        assertThat(guard.hasRefused()).isTrue();
        assertThat(requests).hasSize(1);
    }

    @Test
    void whenNobodyListensThenALaterTryMayHelp() {
        String url = url("/gone");
        server.stop(0);
        LinkSettings settings =
                new LinkSettings(Duration.ofSeconds(30), Duration.ofSeconds(60), 1024, true, Proxies.NONE);
        try (LinkClient client = new LinkClient(settings, Time.system())) {
            LinkAnswer.None none = none(client.fetch(SheetLink.of(url + "?k=s3cret", false), Version.UNKNOWN));
            assertThat(none.mayCome()).isTrue();
            assertThat(none.message()).contains("No connection to 127.0.0.1").doesNotContain("s3cret", "gone");
        }
    }
}
