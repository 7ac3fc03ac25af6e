package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A form that is sent after its session has ended comes back filled in once the person has signed in. */
@Timeout(120)
class UnsentFormsTest extends WithSharedHome {

    private static final String TYPED = "a \"blue\" kite <b>";
    private static final String SHOWN = "a &quot;blue&quot; kite &lt;b&gt;";

    @BeforeAll
    void serve() {
        rig.serve();
    }

    /** Returns the browser of somebody whose session has ended. */
    private BrowserCalls ended(String name) throws Exception {
        BrowserCalls calls = signedIn(name);
        calls.get("/");
        rig.users().change(name, Role.RUN, null);
        return calls;
    }

    private String sheet(BrowserCalls calls) throws Exception {
        String csrf = calls.csrf("/new");
        HttpResponse<String> answer = calls.send(
                calls.to("/new")
                        .header("Content-Type", "multipart/form-data; boundary=b")
                        .POST(
                                HttpRequest.BodyPublishers.ofString(
                                        "--b\r\nContent-Disposition: form-data; name=\"_csrf\"\r\n\r\n" + csrf
                                                + "\r\n--b\r\nContent-Disposition: form-data; name=\"cells\"\r\n\r\nprompt\na kite\n\r\n--b--\r\n")));
        return BrowserCalls.location(answer).replaceAll("https?://[^/]+", "");
    }

    private static HttpResponse<String> send(BrowserCalls calls, String page, String path, String... fields)
            throws Exception {
        String[] all = Arrays.copyOf(fields, fields.length + 2);
        all[fields.length] = "_csrf";
        all[fields.length + 1] = calls.csrf("/login");
        return calls.send(calls.form(path, all)
                .header("Referer", calls.to(page).build().uri().toString()));
    }

    @Test
    void whenTheCellsOfASheetAreSentWithoutASessionThenTheyAreThereAgainAndNothingIsDone() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        BrowserCalls anna = signedIn("anna");
        String sheet = sheet(anna);
        rig.users().change("anna", Role.RUN, null);
        HttpResponse<String> answer =
                send(anna, sheet + "?show=fix", sheet, "edits", "0", "c.2.0", TYPED, "job", "kites", "start", "1");
        assertThat(BrowserCalls.location(answer)).endsWith("/login");
        assertThat(anna.signIn("anna", PASSWORD)).endsWith(sheet + "?show=fix");
        assertThat(anna.get(sheet).body()).contains(SHOWN, "value=\"kites\"", "nothing of it is done yet");
        assertThat(anna.get(sheet).body()).contains("a kite").doesNotContain(SHOWN, "kites\"");
        assertThat(rig.json("/api/v1/runs?job=kites").toString()).doesNotContain("\"kites\"");
    }

    @Test
    void whenPromptsAreSentWithoutASessionThenTheyAreThereAgainAndWhatOthersWroteMeanwhileIsNotOverwritten()
            throws Exception {
        rig.users().add("bo", Role.RUN, PASSWORD, null);
        String run = ended("jugs.csv", "id,prompt\na,a red jug\n", "completed");
        BrowserCalls bo = signedIn("bo");
        String cards = bo.get("/runs/" + run).body().replace("&#x3D;", "=");
        Matcher link = Pattern.compile("/prompts\\?clip=(\\d+)").matcher(cards);
        assertThat(link.find()).isTrue();
        String clip = link.group(1);
        String page = "/runs/" + run + "/prompts?clip=" + clip;
        Matcher seen = Pattern.compile("name=\"seen-\\d+\" value=\"([^\"]*)\"")
                .matcher(bo.get(page).body());
        assertThat(seen.find()).isTrue();
        rig.users().change("bo", Role.RUN, null);
        String path = "/runs/" + run + "/prompts";
        String[] form = {"clip", clip, "seen-" + clip, seen.group(1), "prompt-" + clip, TYPED};
        assertThat(BrowserCalls.location(send(bo, path, path, form))).endsWith("/login");
        rig.accepted(
                rig.post("/api/v1/runs/" + run + "/marks", "{\"row\":2,\"mark\":\"redo\",\"prompt\":\"a jar\"}"), 200);
        assertThat(bo.signIn("bo", PASSWORD)).endsWith(path);
        assertThat(bo.get(path).body())
                .contains(SHOWN, "nothing of it is done yet", "Somebody changed this row meanwhile", "a jar");
        assertThat(bo.get(page).body()).contains("a jar").doesNotContain(SHOWN);
    }

    @Test
    void whenAnotherFormOrAnotherBrowserAsksThenNothingIsShown() throws Exception {
        rig.users().add("cai", Role.RUN, PASSWORD, null);
        BrowserCalls cai = signedIn("cai");
        String sheet = sheet(cai);
        rig.users().change("cai", Role.RUN, null);
        send(cai, sheet, sheet, "edits", "0", "c.2.0", TYPED);
        BrowserCalls other = signedIn("cai");
        assertThat(other.get(sheet).body()).doesNotContain(SHOWN);
        BrowserCalls ended = ended("cai");
        assertThat(BrowserCalls.location(send(ended, "/folders", "/folders/x/pause", "text", TYPED)))
                .endsWith("/login");
        assertThat(ended.signIn("cai", PASSWORD)).endsWith("/folders");
        assertThat(ended.cookie("reelbatch-form")).isEmpty();
    }
}
