package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.reelbatch.handover.CommandRequest;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.terminal.Terminal;
import dev.reelbatch.text.Language;
import dev.reelbatch.text.UserException;
import java.io.PrintWriter;
import java.io.Reader;
import java.io.Writer;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** A {@code serve} with users: who may do what, and how sessions begin and end. */
@Timeout(120)
class PeopleTest extends WithSharedHome {

    private static final String WRONG = "/login?error=wrong";

    @BeforeEach
    void openBrowser() {
        browser = new BrowserCalls(rig.url("/"));
    }

    @BeforeAll
    void addPeople() throws Exception {
        rig.serve();
        addEachRole();
    }

    private HttpRequest.Builder as(String name, String method, String path) {
        return HttpRequest.newBuilder(rig.url(path))
                .header("Authorization", "Bearer " + rig.users().newToken(name))
                .method(method, HttpRequest.BodyPublishers.noBody());
    }

    /** 403 where the role does not allow it; anything else is the business of the controller. */
    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/runs, view",
        "GET, /api/v1/runs/x, view",
        "GET, /api/v1/runs/x/files/manifest.csv, view",
        "GET, /api/v1/runs/x/events, view",
        "GET, /api/v1/jobs, view",
        "GET, /api/v1/jobs/x, view",
        "GET, /api/v1/openapi.json, view",
        "HEAD, /api/v1/runs, view",
        "POST, /api/v1/runs, run",
        "POST, /api/v1/runs/x/stop, run",
        "POST, /api/v1/jobs/x/rerun, run",
        "POST, /api/v1/schedules/x/pause, run",
        "POST, /api/v1/schedules/x/run, admin",
        "DELETE, /api/v1/runs/x, run",
        "PATCH, /api/v1/whatever/comes, run",
        "POST, /api/v1/runs/x/approve, admin",
        "POST, /api/v1/runs/x/%61pprove, admin",
        "GET, /api/v1/audit, admin",
        "GET, /api/v1/users, admin",
        "POST, /api/v1/users, admin",
        "POST, /api/v1/sign-in-links, admin",
        "POST, /api/v1/commands, owner",
        "POST, /api/v1/commands/x/input, owner",
        "GET, /api/v1/commands, owner",
    })
    void whenARoleIsTooLowThenItIsRefusedInWords(String method, String path, String least) throws Exception {
        for (String role : List.of("view", "run", "admin", "owner")) {
            HttpResponse<String> answer = rig.send(
                    role.equals("owner")
                            ? rig.to(path).method(method, HttpRequest.BodyPublishers.noBody())
                            : as(role, method, path));
            boolean allowed = rank(role) >= rank(least);
            assertThat(answer.statusCode() == 403)
                    .as(role + " " + answer.statusCode())
                    .isEqualTo(!allowed);
            if (!allowed && !method.equals("HEAD")) {
                assertThat(answer.headers().firstValue("Content-Type").orElse(""))
                        .startsWith("application/problem+json");
                assertThat(ApiRig.json(answer).path("detail").asString()).contains("Ask an admin");
            }
        }
        HttpResponse<String> nobody =
                rig.send(HttpRequest.newBuilder(rig.url(path)).method("GET", HttpRequest.BodyPublishers.noBody()));
        assertThat(nobody.statusCode()).isEqualTo(401);
    }

    private static int rank(String role) {
        return List.of("view", "run", "admin", "owner").indexOf(role);
    }

    @Test
    void whenAUserSignsInThenTheSessionIsNewAndTheStartPageSaysWhoItIs() throws Exception {
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.signIn("Run", PASSWORD)).isEqualTo("/");
        String first = browser.cookie("reelbatch");
        assertThat(browser.get("/").body()).contains("<bdi>run</bdi>", "can run", "New run");
        assertThat(browser.signIn("admin", PASSWORD)).isEqualTo("/");
        assertThat(browser.cookie("reelbatch")).isNotEmpty().isNotEqualTo(first);
        assertThat(browser.get("/").body()).contains("<bdi>admin</bdi>");
    }

    @Test
    void whenAnAttackerPlantsASessionIdThenItIsNotTheOneOfTheUser() throws Exception {
        HttpResponse<String> answer = browser.send(
                browser.form("/login", "_csrf", browser.csrf("/login"), "username", "run", "password", PASSWORD)
                        .header("Cookie", "reelbatch=planted"));
        assertThat(answer.headers().allValues("Set-Cookie"))
                .anyMatch(cookie -> cookie.matches("reelbatch=(?!planted)\\w{20,};.*HttpOnly.*SameSite=Strict.*"));
    }

    @Test
    void whenAUserSignsOutThenTheSessionIsOver() throws Exception {
        browser.signIn("run", PASSWORD);
        assertThat(browser.signOut()).isEqualTo("/login?error=out");
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        assertThat(browser.get("/login?error=out").body()).contains("You are signed out.");
    }

    @Test
    void whenAFormHasNoCsrfTokenThenNothingIsDone() throws Exception {
        HttpResponse<String> login = browser.send(browser.form("/login", "username", "run", "password", PASSWORD));
        assertThat(login.statusCode()).isEqualTo(403);
        assertThat(login.body()).contains("<html", "Load the page again");
        browser.signIn("run", PASSWORD);
        assertThat(browser.send(browser.form("/logout", "_csrf", "wrong")).statusCode())
                .isEqualTo(403);
        HttpResponse<String> stop = browser.send(browser.form("/api/v1/runs/x/stop"));
        assertThat(stop.statusCode()).isEqualTo(403);
        assertThat(ApiRig.json(stop).path("detail").asString()).contains("CSRF");
        assertThat(browser.send(browser.form("/api/v1/runs/x/stop", "_csrf", browser.csrf("/")))
                        .statusCode())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @CsvSource({
        "Origin, https://shop.example",
        "Origin, null",
        "Origin, http://127.0.0.1:1",
        "Origin, nonsense:<>",
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
    })
    void whenAChangeComesFromAPageOfAnotherSiteThenNothingIsDone(String header, String value) throws Exception {
        browser.signIn("run", PASSWORD);
        String csrf = browser.csrf("/");
        HttpResponse<String> answer =
                browser.send(browser.form("/api/v1/runs/x/stop", "_csrf", csrf).header(header, value));
        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(ApiRig.json(answer).path("detail").asString()).contains("another site");
        assertThat(rig.send(as("run", "POST", "/api/v1/runs/x/stop").header(header, value))
                        .statusCode())
                .isEqualTo(403);
        assertThat(browser.send(browser.form("/api/v1/runs/x/stop", "_csrf", csrf)
                                .header("Origin", rig.url("/").toString().replaceAll("/$", ""))
                                .header("Sec-Fetch-Site", "same-origin"))
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void whenAUserIsRemovedOrChangedThenSessionAndTokenEndAtOnce() throws Exception {
        rig.users().add("leaving", Role.RUN, PASSWORD, null);
        String token = rig.users().newToken("leaving");
        HttpRequest.Builder byToken =
                HttpRequest.newBuilder(rig.url("/api/v1/runs")).header("Authorization", "Bearer " + token);
        browser.signIn("leaving", PASSWORD);
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        assertThat(rig.send(byToken).statusCode()).isEqualTo(200);
        rig.users().change("leaving", Role.VIEW, null);
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        browser.signIn("leaving", PASSWORD);
        rig.users().setPassword("leaving", "another horse");
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        assertThat(rig.send(byToken).statusCode()).isEqualTo(401);
        browser.signIn("leaving", "another horse");
        assertThat(browser.get("/").statusCode()).isEqualTo(200);
        rig.users().remove("leaving");
        rig.users().add("leaving", Role.RUN, PASSWORD, null);
        assertThat(BrowserCalls.location(browser.get("/"))).isEqualTo("/login");
        rig.users().remove("leaving");
    }

    @Test
    void whenATokenIsRevokedOrReplacedThenItEndsAtOnce() throws Exception {
        HttpRequest.Builder old = as("view", "GET", "/api/v1/runs");
        assertThat(rig.send(old).statusCode()).isEqualTo(200);
        HttpRequest.Builder second = as("view", "GET", "/api/v1/runs");
        assertThat(rig.send(old).statusCode()).isEqualTo(401);
        assertThat(rig.send(second).statusCode()).isEqualTo(200);
        rig.users().revokeToken("view");
        assertThat(rig.send(second).statusCode()).isEqualTo(401);
    }

    @Test
    void whenAPasswordIsTriedTooOftenThenThatNameHasToWait() throws Exception {
        rig.users().add("forgetful", Role.VIEW, PASSWORD, null);
        for (int i = 0; i < 5; i++) {
            assertThat(browser.signIn("forgetful", "wrong")).isEqualTo(WRONG);
        }
        String wait = browser.signIn("forgetful", PASSWORD);
        assertThat(wait).startsWith("/login?error=wait&wait=");
        assertThat(browser.get(wait).body()).contains("Too many tries. Wait ");
        assertThat(browser.signIn("view", PASSWORD)).isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "nobody", "<script>alert(1)</script>", "a\u0000b\u001b[31m\r\nSet-Cookie: x=y", "' or 1=1 --"
            })
    void whenANameOrAPasswordIsHostileThenTheAnswerIsThatOfAWrongPassword(String text) throws Exception {
        assertThat(browser.signIn(text, PASSWORD)).isEqualTo(WRONG);
        assertThat(browser.signIn("run", text)).isEqualTo(WRONG);
        assertThat(browser.signIn("x".repeat(10_000), text)).isEqualTo(WRONG);
        assertThat(browser.signIn("run", "x".repeat(10_000))).isEqualTo(WRONG);
        assertThat(browser.signIn("run", PASSWORD + "x".repeat(72))).isEqualTo(WRONG);
        assertThat(browser.get(WRONG).body())
                .contains("Name or password is wrong")
                .doesNotContain("alert(1)");
        assertThat(browser.signIn("run", PASSWORD)).isEqualTo("/");
    }

    @Test
    void whenAPageIsAnsweredThenItsPolicyAllowsNothingInline() throws Exception {
        browser.signIn("run", PASSWORD);
        for (String path : List.of("/", "/login", "/nowhere")) {
            HttpResponse<String> page = browser.get(path);
            assertThat(page.headers().firstValue("Content-Security-Policy"))
                    .contains("default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
                            + "media-src 'self'; connect-src 'self'; form-action 'self'; "
                            + "frame-ancestors 'none'; base-uri 'none'");
            assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
            assertThat(page.headers().firstValue("Referrer-Policy")).contains("same-origin");
            assertThat(page.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
            assertThat(page.body()).doesNotContain("<style", "style=", "onclick", folder.toString());
            assertThat(page.body().replaceAll("<script src=\"/assets/[^\"]*\" defer></script>", ""))
                    .doesNotContain("<script");
        }
        assertThat(browser.get("/assets/console.css")
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .startsWith("text/css");
    }

    @Test
    void whenABrowserAsksForWhatIsNotThereThenAPageSaysSo() throws Exception {
        browser.signIn("view", PASSWORD);
        HttpResponse<String> missing = browser.get("/nowhere");
        assertThat(missing.statusCode()).isEqualTo(404);
        assertThat(missing.body()).contains("Not found", "There is nothing at this address.");
        HttpResponse<String> denied = browser.send(browser.form("/nowhere", "_csrf", browser.csrf("/")));
        assertThat(denied.statusCode()).isEqualTo(403);
        assertThat(denied.body()).contains("Not allowed", "Your role does not allow this.");
        assertThat(browser.get("/api/v1/runs/x").headers().firstValue("Content-Type"))
                .contains("application/problem+json");
    }

    @Test
    void whenTheBrowserPrefersChineseThenThePagesAreInChinese() throws Exception {
        HttpResponse<String> page = browser.send(browser.to("/login").header("Accept-Language", "fr, zh-CN;q=0.8"));
        assertThat(page.body()).contains("lang=\"zh-Hans\"", "登录", "密码");
        assertThat(browser.send(browser.to("/login").header("Accept-Language", "en-GB, zh;q=0.5"))
                        .body())
                .contains("lang=\"en\"", "Sign in");
    }

    @Test
    void whenPeopleDoSomethingThenTheAuditSaysWhoWhatFromWhereAndHowItEnded() throws Exception {
        browser.signIn("run", "wrong one");
        browser.signIn("run", PASSWORD);
        browser.signOut();
        rig.send(as("view", "POST", "/api/v1/runs/x/stop"));
        rig.run("audited.csv", "prompt\na kite for the audit\n", "max_cost=none");
        assertThat(rig.send(HttpRequest.newBuilder(rig.url("/api/v1/runs")).header("Authorization", "Bearer guessed"))
                        .statusCode())
                .isEqualTo(401);
        String rows = rig.get("/api/v1/audit?size=20").body();
        JsonNode all = ApiRig.json(rig.get("/api/v1/audit?size=20"));
        assertThat(entry(all, "refused", null, 401)).isTrue();
        assertThat(entry(all, "refused", "view", 403)).isTrue();
        assertThat(entry(all, "sign_out", "run", 302)).isTrue();
        assertThat(entry(all, "sign_in", "run", 302)).isTrue();
        assertThat(entry(all, "sign_in_failed", "run", 302)).isTrue();
        assertThat(entry(all, "request", "owner", 202)).isTrue();
        assertThat(rows)
                .contains("\"target\":\"/api/v1/runs/", "\"address\":\"127.0.0.1\"")
                .doesNotContain("wrong one", PASSWORD, "guessed", folder.toString());
        assertThat(rig.json("/api/v1/audit?page=1&size=2")).hasSize(2);
    }

    @Test
    void whenACommandIsHandedOverThenTheAuditHasItsOptionsButNoSecret() throws Exception {
        Terminal terminal = new Terminal(
                new PrintWriter(Writer.nullWriter()),
                new PrintWriter(Writer.nullWriter()),
                Reader.nullReader(),
                false,
                Map.of());
        List<String> words = List.of(
                "run",
                "https://anna:pass4711@docs.example/export?key=4711",
                "--role=admin",
                "--budget",
                "500/day",
                "--map=prompt=Text",
                "--api-url=https://api.example/4711",
                "-Dreelbatch.notify.url=https://hook.example/4711",
                "reelbatch.api.proxy-password=4711");
        rig.send(rig.post(
                "/api/v1/commands",
                CommandRequest.of(words, Language.ENGLISH, Map.of(), terminal, false, new byte[0])
                        .json()));
        String audit = rig.get("/api/v1/audit?size=5").body();
        assertThat(audit)
                .contains("run https://docs.example/… role=admin budget 500/day map=prompt=Text "
                        + "api_url=https://api.example/… -Dreelbatch.notify.url=… reelbatch.api.proxy-password=…")
                .doesNotContain("4711");
    }

    private static boolean entry(JsonNode all, String action, @Nullable String person, int status) {
        return all.valueStream()
                .anyMatch(entry -> entry.path("action").asString().equals(action)
                        && (person == null
                                ? entry.path("person").isNull()
                                : entry.path("person").asString("").equals(person))
                        && entry.path("status").asInt() == status);
    }

    @Test
    void whenThereAreUsersThenThereIsNoLink() {
        assertThatThrownBy(() -> rig.oneTimeLink()).isInstanceOf(RuntimeException.class);
    }

    @Test
    void whenANameIsTakenThenNobodyIsAdded() {
        assertThatThrownBy(() -> rig.users().add("VIEW", Role.ADMIN, PASSWORD, null))
                .isInstanceOf(UserException.class);
    }
}
