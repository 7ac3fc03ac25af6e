package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User;
import dev.reelbatch.ledger.User.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People are added, changed and removed in the console, by admins alone. */
@Timeout(180)
class PeoplePageTest extends WithServedHome {

    private static final String OTHER = "staple and battery";
    private static final Pattern TOKEN = Pattern.compile("<code>([\\w-]{43})</code>");

    @BeforeEach
    void signInAsAdmin() throws Exception {
        addEachRole();
        browser.signIn("admin", PASSWORD);
    }

    private User user(String name) {
        return rig.users().find(name).orElseThrow();
    }

    @Test
    void whenAPersonIsAddedThenTheyAreListedAndCanSignInWithinTheirBudget() throws Exception {
        HttpResponse<String> added = browser.press(
                "/people",
                "name",
                "Änne",
                "role",
                "run",
                "budget",
                "99.50",
                "period",
                "month",
                "password",
                OTHER,
                "again",
                OTHER);
        assertThat(added.statusCode()).as(added.body()).isEqualTo(303);
        assertThat(browser.get("/system").body()).contains("<bdi>änne</bdi>", "/people/%C3%A4nne", "99.50/month");
        assertThat(Objects.requireNonNull(user("änne").budget()).text()).isEqualTo("99.50/month");
        assertThat(rig.get("/api/v1/audit").body())
                .contains("user=Änne; role=run budget=99.50/month")
                .doesNotContain(OTHER);
        browser.signIn("änne", OTHER);
        assertThat(browser.get("/").body()).contains("änne", "can run");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bo     | run  | ten  | day   | staple and battery | staple and battery | A budget is a number
                    bo     | run  |      | week  | short              | short              | at least 8 characters
                    bo     | boss |      | day   | staple and battery | staple and battery | Choose what
                    bo     | run  |      | day   | staple and battery | other and battery  | differ
                    admin  | run  |      | day   | staple and battery | staple and battery | already
                    <i>bo  | run  |      | day   | staple and battery | staple and battery | 1 to 64 letters
                    """)
    void whenAFieldIsWrongThenNobodyIsAddedAndTheFormKeepsWhatWasTyped(
            String name, String role, String budget, String period, String password, String again, String why)
            throws Exception {
        HttpResponse<String> refused = browser.press(
                "/people",
                "name",
                name,
                "role",
                role,
                "budget",
                budget == null ? "" : budget,
                "period",
                period,
                "password",
                password,
                "again",
                again);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains(why, "value=\"" + name.replace("<", "&lt;").replace(">", "&gt;") + "\"")
                .doesNotContain(password, "<i>bo");
        assertThat(rig.users().all()).hasSize(3);
    }

    @Test
    void whenAPersonIsChangedThenTheyAreSignedOutAndHaveTheNewRightsAndPassword() throws Exception {
        BrowserCalls theirs = new BrowserCalls(rig.url("/"));
        theirs.signIn("run", PASSWORD);
        assertThat(BrowserCalls.location(browser.press("/people/run", "role", "view", "budget", "", "period", "day")))
                .isEqualTo("/people/run?done=changed");
        assertThat(theirs.get("/").statusCode()).isEqualTo(302);
        assertThat(user("run").role()).isEqualTo(Role.VIEW);
        assertThat(browser.press("/people/run/password", "password", OTHER, "again", OTHER)
                        .statusCode())
                .isEqualTo(303);
        theirs.signIn("run", OTHER);
        assertThat(theirs.get("/").body()).contains("can view");
    }

    @Test
    void whenATokenIsMadeThenItIsShownOnceAndWorksUntilItIsRevoked() throws Exception {
        HttpResponse<String> made = browser.press("/people/run/token");
        Matcher token = TOKEN.matcher(made.body());
        assertThat(token.find()).as(made.body()).isTrue();
        assertThat(made.headers().firstValue("Cache-Control").orElse("")).contains("no-store");
        assertThat(rig.users().ofToken(token.group(1)).map(User::name)).contains("run");
        assertThat(browser.get("/people/run").body())
                .doesNotContain(token.group(1))
                .contains("Revoke the token");
        browser.press("/people/run/revoke");
        assertThat(rig.users().ofToken(token.group(1))).isEmpty();
        assertThat(rig.get("/api/v1/audit").body()).doesNotContain(token.group(1));
    }

    @Test
    void whenAPersonIsRemovedThenTheyAreGoneButNobodyRemovesOrDemotesHimself() throws Exception {
        assertThat(BrowserCalls.location(browser.press("/people/run/remove"))).isEqualTo("/system");
        assertThat(rig.users().find("run")).isEmpty();
        assertThat(browser.press("/people/admin/remove").statusCode()).isEqualTo(422);
        assertThat(browser.press("/people/ADMIN", "role", "view", "budget", "", "period", "day")
                        .statusCode())
                .isEqualTo(422);
        assertThat(user("admin").role()).isEqualTo(Role.ADMIN);
        assertThat(browser.press("/people/nobody/remove").statusCode()).isEqualTo(404);
    }

    @Test
    void whenSomebodyIsNoAdminThenNothingOfItIsThere() throws Exception {
        for (String name : new String[] {"run", "view"}) {
            browser.signIn(name, PASSWORD);
            assertThat(browser.get("/system").body()).doesNotContain("/people");
            assertThat(browser.get("/people").statusCode()).isEqualTo(403);
            assertThat(browser.get("/people/admin").statusCode()).isEqualTo(403);
            for (String path : new String[] {"", "/run", "/run/password", "/run/token", "/run/revoke", "/run/remove"}) {
                assertThat(browser.press(
                                        "/people" + path,
                                        "role",
                                        "admin",
                                        "name",
                                        "eve",
                                        "password",
                                        OTHER,
                                        "again",
                                        OTHER)
                                .statusCode())
                        .as(path)
                        .isEqualTo(403);
            }
        }
        assertThat(rig.users().all()).hasSize(3);
        assertThat(user("run").role()).isEqualTo(Role.RUN);
    }

    @Test
    void whenThereIsNobodyThenTheFirstMustBeAnAdminAndTheOwnerIsSignedOut() throws Exception {
        for (Role role : Role.values()) {
            rig.users().remove(role.name());
        }
        BrowserCalls owner = new BrowserCalls(rig.url("/"));
        owner.get(ApiRig.json(rig.send(rig.to("/api/v1/sign-in-links").POST(HttpRequest.BodyPublishers.noBody())))
                .path("path")
                .asString());
        browser = owner;
        assertThat(owner.get("/system").body()).contains("Nobody yet");
        assertThat(browser.press(
                                "/people",
                                "name",
                                "bo",
                                "role",
                                "run",
                                "period",
                                "day",
                                "password",
                                OTHER,
                                "again",
                                OTHER)
                        .body())
                .contains("The first person must be an admin");
        assertThat(browser.press(
                                "/people",
                                "name",
                                "bo",
                                "role",
                                "admin",
                                "period",
                                "day",
                                "password",
                                OTHER,
                                "again",
                                OTHER)
                        .statusCode())
                .isEqualTo(303);
        assertThat(owner.get("/system").statusCode()).isEqualTo(302);
        owner.signIn("bo", OTHER);
        assertThat(owner.get("/system").body()).contains("<bdi>bo</bdi>");
    }

    @Test
    void whenRoleOrBudgetAreChangedThenTheAuditSaysToWhat() throws Exception {
        browser.press("/people/run", "role", "admin", "budget", "500", "period", "month");
        assertThat(rig.json("/api/v1/audit?size=1").toString())
                .contains("\"/people/run\"", "role=admin budget=500/month");
        browser.press("/people/view", "role", "run", "budget", "", "period", "day");
        assertThat(rig.json("/api/v1/audit?size=1").toString()).contains("role=run budget=none");
    }

    @Test
    void whenThereIsNoCompanyServerThenNobodyIsAddedWhoCouldOnlySignInThere() throws Exception {
        HttpResponse<String> refused =
                browser.press("/people", "name", "bo", "role", "admin", "period", "day", "company", "true");
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("No company server is set up", "value=\"bo\"");
        assertThat(rig.json("/api/v1/audit?size=1").toString())
                .contains("user=bo; role=admin budget=none; company=true");
        assertThat(rig.users().find("bo")).isEmpty();
    }
}
