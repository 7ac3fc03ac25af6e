package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.time.SettableTime;
import dev.reelbatch.time.Time;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Signing in by a clock that is set, by many at once, in either language, and to the page that was asked for. */
@Timeout(120)
class SignInTest extends WithServedHome {

    private static final Duration YEAR = Duration.ofDays(365);

    private final SettableTime time = new SettableTime();

    @Override
    Time time() {
        return time;
    }

    private void addAnna() {
        rig.users().add("anna", Role.ADMIN, PASSWORD, null);
    }

    private boolean isSignedIn() throws Exception {
        return browser.get("/").statusCode() == 200;
    }

    @Test
    void whenTheClockJumpsThenALockOutLastsAsLongAsItShould() throws Exception {
        addAnna();
        for (int i = 0; i < 5; i++) {
            browser.signIn("anna", "wrong");
        }
        for (Duration jump : List.of(YEAR, YEAR.negated())) {
            time.setWallClock(time.now().plus(jump));
            assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/login?error=wait&wait=2");
        }
        time.advance(Duration.ofSeconds(59));
        assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/login?error=wait&wait=1");
        time.advance(Duration.ofSeconds(1));
        assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/");
    }

    @Test
    void whenTheClockJumpsThenASessionLastsAsLongAsItShould() throws Exception {
        addAnna();
        browser.signIn("anna", PASSWORD);
        for (Duration jump : List.of(YEAR, YEAR.negated(), YEAR.negated())) {
            time.setWallClock(time.now().plus(jump));
            assertThat(isSignedIn()).isTrue();
        }
        time.advance(Duration.ofDays(9));
        assertThat(isSignedIn()).isTrue();
        time.advance(Duration.ofSeconds(1));
        assertThat(isSignedIn()).as("the rig's sessions end after nine days").isFalse();
    }

    @Test
    void whenTheClockJumpsThenALinkIsValidForAnHour() throws Exception {
        String link = link();
        time.setWallClock(time.now().plus(YEAR));
        time.advance(Duration.ofMinutes(60));
        assertThat(BrowserCalls.location(browser.get(link))).isEqualTo("/");
        String late = link();
        time.advance(Duration.ofMinutes(60).plusSeconds(1));
        time.setWallClock(time.now().minus(YEAR));
        assertThat(new BrowserCalls(rig.url("/")).get(late).body()).contains("too old");
    }

    private String link() {
        return rig.oneTimeLink().getPath() + "?" + rig.oneTimeLink().getQuery();
    }

    @Test
    void whenSomebodyTriesAgainAndAgainThenTheAuditKeepsSomeAndSaysHowManyMore() throws Exception {
        addAnna();
        String csrf = browser.csrf("/login");
        for (int i = 0; i < 150; i++) {
            browser.send(browser.form("/login", "_csrf", csrf, "username", "anna", "password", "wrong"));
        }
        time.advance(Duration.ofMinutes(1).plusSeconds(1));
        browser.send(browser.form("/login", "_csrf", csrf, "username", "anna", "password", "wrong"));
        List<JsonNode> tries = new ArrayList<>();
        for (int page = 0; page < 2; page++) {
            rig.json("/api/v1/audit?size=100&page=" + page).forEach(tries::add);
        }
        assertThat(tries).hasSize(121);
        assertThat(tries.get(0).path("target").asString("")).isEqualTo("left_out=30");
        assertThat(tries).allMatch(entry -> entry.path("person").asString().equals("anna"));
        assertThat(rig.json("/api/v1/audit?page=2000000000&size=200")).isEmpty();
    }

    @Test
    void whenAVeryManyTryAtOnceThenSomeAreAskedToComeBackAndNoneIsCheckedBeyondThat() throws Exception {
        addAnna();
        String csrf = browser.csrf("/login");
        HttpClient crowd = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> answers = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            HttpRequest request = browser.form("/login", "_csrf", csrf, "username", "n" + i, "password", "wrong")
                    .header("Cookie", "reelbatch-csrf=" + browser.cookie("reelbatch-csrf"))
                    .build();
            answers.add(crowd.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        List<HttpResponse<String>> all =
                answers.stream().map(CompletableFuture::join).toList();
        assertThat(all).extracting(HttpResponse::statusCode).containsOnly(302, 503);
        assertThat(all.stream().filter(answer -> answer.statusCode() == 503))
                .isNotEmpty()
                .allMatch(answer -> answer.headers().firstValue("Retry-After").isPresent()
                        && answer.body().contains("Try again in a few seconds."));
    }

    @Test
    void whenAPageWasAskedForThenSigningInLeadsThereOnce() throws Exception {
        addAnna();
        assertThat(BrowserCalls.location(browser.get("/runs/a%20b?row=3&x=%2F")))
                .isEqualTo("/login");
        assertThat(browser.signIn("anna", "wrong")).isEqualTo("/login?error=wrong");
        assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/runs/a%20b?row=3&x=%2F");
        browser.signOut();
        assertThat(browser.signIn("anna", PASSWORD)).isEqualTo("/");
    }

    @Test
    void whenALinkIsOpenedThenItLeadsToThePageAskedFor() throws Exception {
        browser.get("/spending");
        assertThat(BrowserCalls.location(browser.get(link()))).isEqualTo("/spending");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https%3A%2F%2Fevil.example",
                "%2F%2Fevil.example",
                "%2F%5Cevil.example",
                "%2F%0D%0ASet-Cookie%3A+a%3Db",
                "javascript%3Aalert(1)",
                "%zz",
                "",
            })
    void whenAnotherProgramPlantsAPageThenSigningInLeadsToTheStart(String planted) throws Exception {
        addAnna();
        String csrf = browser.csrf("/login");
        HttpRequest.Builder request = HttpRequest.newBuilder(rig.url("/login"))
                .header("Cookie", "reelbatch-csrf=" + browser.cookie("reelbatch-csrf") + "; reelbatch-page=" + planted)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(
                        "_csrf=" + csrf + "&username=anna&password=" + PASSWORD.replace(' ', '+')));
        assertThat(BrowserCalls.location(rig.send(request))).isEqualTo("/");
    }

    @Test
    void whenALanguageIsChosenThenItStays() throws Exception {
        addAnna();
        assertThat(browser.get("/login").body()).contains("lang=\"en\"", "href=\"/login?language=zh\"", "中文");
        assertThat(browser.get("/login?language=zh").body())
                .contains("<html lang=\"zh-Hans\"", "登录", "href=\"/login?language=en\"", "English");
        assertThat(browser.get("/login?error=wrong&language=%3Cscript%3E").body())
                .contains("<html lang=\"zh-Hans\"")
                .doesNotContain("<script");
        browser.signIn("anna", PASSWORD);
        assertThat(browser.get("/").body()).contains("<html lang=\"zh-Hans\"");
        browser.get("/login?language=en");
        assertThat(browser.get("/").body()).contains("<html lang=\"en\"");
    }

    @Test
    void whenACallerIsRemovedOrSignsOutThenTheEventsEnd() throws Exception {
        String id = rig.run("waits.csv", "prompt\na kite\n", "max_cost=none")
                .path("id")
                .asString();
        addAnna();
        rig.users().add("bo", Role.VIEW, PASSWORD, null);
        rig.users().add("cy", Role.VIEW, PASSWORD, null);
        browser.signIn("anna", PASSWORD);
        String path = "/api/v1/runs/" + id + "/events";
        CompletableFuture<HttpResponse<String>> bySession = later(() -> browser.get(path));
        CompletableFuture<HttpResponse<String>> byToken =
                later(() -> follow(path, rig.users().newToken("bo")));
        CompletableFuture<HttpResponse<String>> byOther =
                later(() -> follow(path, rig.users().newToken("cy")));
        CompletableFuture<HttpResponse<String>> byOwner = later(() -> rig.get(path));
        Awaitility.await()
                .during(Duration.ofSeconds(3)) // longer than a caller is checked after
                .until(() -> Stream.of(bySession, byToken, byOther, byOwner).noneMatch(CompletableFuture::isDone));
        browser.signOut();
        rig.users().remove("bo");
        rig.users().revokeToken("cy");
        for (CompletableFuture<HttpResponse<String>> ended : List.of(bySession, byToken, byOther)) {
            assertThat(ended.join().statusCode()).isEqualTo(200);
        }
        assertThat(byOwner).isNotDone();
    }

    @Test
    void whenAPersonFollowsVeryManyRunsThenOneMoreIsRefusedToThatPersonAlone() throws Exception {
        String id = rig.run("waits.csv", "prompt\na kite\n", "max_cost=none")
                .path("id")
                .asString();
        rig.users().add("bo", Role.VIEW, null, null);
        String path = "/api/v1/runs/" + id + "/events";
        HttpRequest request = HttpRequest.newBuilder(rig.url(path))
                .header("Authorization", "Bearer " + rig.users().newToken("bo"))
                .build();
        HttpClient client = HttpClient.newHttpClient();
        List<CompletableFuture<HttpResponse<String>>> streams = new ArrayList<>();
        for (int i = 0; i <= 100; i++) {
            streams.add(client.sendAsync(request, HttpResponse.BodyHandlers.ofString()));
        }
        CompletableFuture.anyOf(streams.toArray(CompletableFuture[]::new)).join();
        assertThat(streams.stream().filter(CompletableFuture::isDone).map(CompletableFuture::join))
                .singleElement()
                .satisfies(answer -> assertThat(answer.statusCode()).isEqualTo(429));
        CompletableFuture<HttpResponse<String>> byOwner = later(() -> rig.get(path));
        rig.users().remove("bo");
        streams.forEach(CompletableFuture::join);
        assertThat(byOwner).isNotDone();
    }

    private HttpResponse<String> follow(String path, String token) throws IOException, InterruptedException {
        return rig.send(HttpRequest.newBuilder(rig.url(path)).header("Authorization", "Bearer " + token));
    }

    private interface Call {
        HttpResponse<String> answer() throws IOException, InterruptedException;
    }

    private static CompletableFuture<HttpResponse<String>> later(Call call) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return call.answer();
            } catch (IOException | InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
    }
}
