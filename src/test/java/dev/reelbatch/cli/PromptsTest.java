package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prompts of rows are changed on the page of a run, and redone at the price on the button. */
@Timeout(180)
class PromptsTest {

    private static final String PASSWORD = "correct horse battery";
    private static final String SHEET = "id,prompt,campaign\na,a red kite,Autumn\nb,a jug [fails],Proof\nc,a boat,\n";
    private static final String HOSTILE = "a jug </textarea><script>alert(1)</script> {{csrf}} \"quoted\", =1+1";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z0-9_-]+)\" value=\"([^\"]*)\">");

    @TempDir
    private Path folder;

    private ApiRig rig;
    private BrowserCalls anna;
    private BrowserCalls bo;
    private String id = "";

    @BeforeEach
    void open() throws Exception {
        rig = new ApiRig(folder, ApiRig.simulator(Duration.ofSeconds(2)));
        for (String name : List.of("anna", "bo")) {
            rig.users().add(name, Role.RUN, PASSWORD, null);
        }
        rig.users().add("viewer", Role.VIEW, PASSWORD, null);
        rig.serve();
        id = rig.run("mugs.csv", SHEET, "max_cost=none").path("id").asString();
        rig.awaitState(id, "incomplete");
        anna = signedIn("anna");
        bo = signedIn("bo");
    }

    @AfterEach
    void close() {
        rig.close();
    }

    private BrowserCalls signedIn(String name) throws Exception {
        BrowserCalls browser = new BrowserCalls(rig.url("/"));
        browser.signIn(name, PASSWORD);
        return browser;
    }

    private static HttpResponse<String> post(BrowserCalls browser, String address, List<String> fields)
            throws Exception {
        List<String> all = new ArrayList<>(List.of("_csrf", browser.csrf("/")));
        all.addAll(fields);
        return browser.send(browser.form(address, all.toArray(String[]::new)));
    }

    /** Returns the hidden fields of the form that comes next. */
    private static List<String> fields(String html, String after) {
        String form = html.substring(html.indexOf(after));
        Matcher hidden = HIDDEN.matcher(form.substring(0, form.indexOf("</form>")));
        List<String> fields = new ArrayList<>();
        while (hidden.find()) {
            if (!hidden.group(1).equals("_csrf")) {
                fields.addAll(List.of(hidden.group(1), hidden.group(2)));
            }
        }
        return fields;
    }

    private HttpResponse<String> save(BrowserCalls browser, String page, String prompt) throws Exception {
        List<String> fields = fields(page, "class=\"stack\"");
        fields.addAll(List.of("prompt-" + fields.get(1), prompt));
        return post(browser, "/runs/" + id + "/prompts", fields);
    }

    private String editor(BrowserCalls browser, int row) throws Exception {
        String page = browser.get("/runs/" + id).body();
        String key = "id=\"row-" + row + "-1\"";
        Matcher link = Pattern.compile("href=\"([^\"]*/prompts[^\"]*)\"").matcher(page.substring(page.indexOf(key)));
        assertThat(link.find()).isTrue();
        HttpResponse<String> editor = browser.get(link.group(1).replace("&#x3D;", "="));
        assertThat(editor.statusCode()).as(editor.body()).isEqualTo(200);
        return editor.body();
    }

    @Test
    void whenThePromptOfAFailedRowIsChangedThenItIsRedoneOnceByTheButtonAtItsPrice() throws Exception {
        String failures = anna.get("/runs/" + id).body();
        Matcher link =
                Pattern.compile("href=\"(/runs/[^\"]*/prompts\\?error[^\"]*)\"").matcher(failures);
        assertThat(link.find()).isTrue();
        String page = anna.get(link.group(1).replace("&#x3D;", "=")).body();
        assertThat(page).contains("a jug [fails]</textarea>", "Saving spends nothing");
        int before = rig.simulator.acceptedCount();
        assertThat(BrowserCalls.location(save(anna, page, HOSTILE))).isEqualTo("/runs/" + id + "#row-3-1");
        assertThat(editor(anna, 3))
                .contains("a jug &lt;/textarea&gt;&lt;script&gt;", "changed by anna", "In the sheet")
                .doesNotContain("<script>alert");
        assertThat(rig.json("/api/v1/audit?size=5").toString()).contains("row=3", "mark=redo; prompt=a jug");
        String run = anna.get("/runs/" + id).body();
        assertThat(run).contains("New prompt", "Redo 1 video with a changed prompt for 2.84 CNY");
        assertThat(signedIn("viewer").get("/runs/" + id).body())
                .doesNotContain("with a changed prompt for", "/prompts?");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before);

        String redo = "/runs/" + id + "/redo";
        List<String> hers = fields(run, "action=\"" + redo);
        List<String> his = fields(bo.get("/runs/" + id).body(), "action=\"" + redo);
        HttpResponse<String> pressed = post(anna, redo, hers);
        String first = BrowserCalls.location(pressed);
        HttpResponse<String> again = post(anna, redo, hers);
        HttpResponse<String> byBo = post(bo, redo, his);
        assertThat(List.of(again.statusCode(), byBo.statusCode())).isSubsetOf(303, 422);
        JsonNode done = rig.awaitState(first.substring("/runs/".length()), "completed");
        if (byBo.statusCode() == 303) {
            rig.awaitState(BrowserCalls.location(byBo).substring("/runs/".length()), "completed");
        }
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
        assertThat(done.path("job").asString()).isEqualTo("mugs");
        assertThat(rig.json("/api/v1" + first + "/rows?size=9").toString())
                .contains("</textarea><script>alert(1)")
                .doesNotContain("[fails]");
    }

    @Test
    void whenTwoPeopleChangeARowThenTheLaterOneIsToldAndBothTextsAreKept() throws Exception {
        String hers = editor(anna, 2);
        String his = editor(bo, 2);
        assertThat(save(bo, his, "a blue kite").statusCode()).isEqualTo(303);
        HttpResponse<String> told = save(anna, hers, "a green kite\r\nat dusk");
        assertThat(told.statusCode()).isEqualTo(409);
        assertThat(told.body())
                .contains("Somebody changed this row meanwhile", "a green kite\nat dusk</textarea>", "a blue kite");
        assertThat(rig.json("/api/v1/runs/" + id + "/marks?mark=redo").toString())
                .contains("a blue kite")
                .doesNotContain("green");
        List<String> stale = fields(bo.get("/runs/" + id).body(), "/redo\"");
        assertThat(save(anna, told.body(), "a green kite\r\nat dusk").statusCode())
                .isEqualTo(303);
        assertThat(editor(bo, 2)).contains("a green kite\nat dusk</textarea>", "changed by anna", "a blue kite");
        int before = rig.simulator.acceptedCount();
        HttpResponse<String> refused = post(bo, "/runs/" + id + "/redo", stale);
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("nothing was started");
        assertThat(save(anna, editor(anna, 2), "a red kite").statusCode()).isEqualTo(303);
        assertThat(rig.json("/api/v1/runs/" + id + "/marks?mark=redo").size())
                .as("as it was")
                .isZero();
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before);
    }

    @Test
    void whenAPromptCantBeUsedThenItIsSaidAtItsRowAndNothingIsSaved() throws Exception {
        for (String wrong : List.of(" ", "x".repeat(20_001))) {
            HttpResponse<String> answer = save(anna, editor(anna, 2), wrong);
            assertThat(answer.statusCode()).isEqualTo(422);
            assertThat(answer.body()).contains("aria-invalid=\"true\"");
        }
        BrowserCalls viewer = signedIn("viewer");
        assertThat(viewer.get("/runs/" + id + "/prompts?clip=1").statusCode()).isEqualTo(403);
        assertThat(save(viewer, editor(anna, 2), "mine").statusCode()).isEqualTo(403);
        assertThat(anna.get("/runs/" + id + "/prompts?clip=999999").statusCode())
                .isEqualTo(404);
        assertThat(anna.get("/runs/" + id + "/prompts").statusCode()).isEqualTo(404);
        assertThat(rig.json("/api/v1/runs/" + id + "/marks?mark=redo").size()).isZero();
    }

    @Test
    void whenATemplateMadeThePromptThenWhatIsWrittenReplacesItForThatRow() throws Exception {
        id = rig.run(
                        "cups.csv",
                        "product,style\ncup,slate\nbowl,oak\n",
                        "max_cost=none",
                        "template=A {product} on {style}")
                .path("id")
                .asString();
        rig.awaitState(id, "completed");
        String page = editor(anna, 3);
        assertThat(page).contains("A {product} on {style}", "A bowl on oak</textarea>");
        assertThat(save(anna, page, "A bowl on oak, at night").statusCode()).isEqualTo(303);
        int before = rig.simulator.acceptedCount();
        String run = anna.get("/runs/" + id).body();
        String next = BrowserCalls.location(
                post(anna, "/runs/" + id + "/redo", fields(run, "action=\"/runs/" + id + "/redo")));
        rig.awaitState(next.substring("/runs/".length()), "completed");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
        assertThat(rig.json("/api/v1" + next + "/rows").toString())
                .contains("A cup on slate", "A bowl on oak, at night");
    }
}
