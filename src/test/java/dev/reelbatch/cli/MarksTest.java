package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.math.BigDecimal;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** Keep, redo and notes on the videos of a run, which the team shares: on its page and over the API. */
@Timeout(180)
class MarksTest extends WithServedHome {

    private static final String SHEET =
            "id,prompt,campaign\na,a red kite,Autumn\nb,a jug [fails],Proof\nc,a boat,=1+1\nd,a cup,Autumn\n";
    private static final Pattern HIDDEN =
            Pattern.compile("<input type=\"hidden\" name=\"([a-z_]+)\" value=\"([^\"]*)\">");

    private BrowserCalls anna;
    private String id = "";

    @BeforeEach
    void runSheet() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.users().add("viewer", Role.VIEW, PASSWORD, null);
        rig.serve();
        id = ended("mugs.csv", SHEET, "incomplete");
        anna = signedIn("anna");
    }

    private String body(String path) throws Exception {
        HttpResponse<String> answer = anna.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    /** Returns where a button of a row posts to. */
    private String button(String page, int row, String set) throws Exception {
        Matcher buttons = Pattern.compile(
                        "formaction=\"([^\"]*set&#x3D;" + set + "&amp;at&#x3D;row-" + row + "-[^\"]*)\"")
                .matcher(body(page));
        assertThat(buttons.find()).as("%s of row %d", set, row).isTrue();
        return unescaped(buttons.group(1));
    }

    private static String unescaped(String html) {
        return html.replace("&amp;", "&").replace("&#x3D;", "=");
    }

    private JsonNode mark(String json) throws Exception {
        return rig.accepted(rig.post("/api/v1/runs/" + id + "/marks", json), 200);
    }

    @Test
    void whenAVideoIsKeptThenEverybodySeesItWithWhoAndWhenAndItLeadsBackToTheSamePlace() throws Exception {
        String page = "/runs/" + id;
        HttpResponse<String> answer = anna.press(button(page + "?q=autumn", 2, "keep"));
        assertThat(BrowserCalls.location(answer)).isEqualTo(page + "?q=autumn#row-2-1");
        BrowserCalls viewer = signedIn("viewer");
        String seen = viewer.get(page + "?row=2").body();
        assertThat(seen)
                .contains("flag keep", "1 to keep, 0 to redo", "kept by anna", "Download the kept 1")
                .doesNotContain("formaction=\"/runs/" + id + "/marks", "Add a note", "aria-pressed");
        assertThat(viewer.press(button(page, 2, "none")).statusCode()).isEqualTo(403);
        assertThat(rig.json("/api/v1/runs/" + id + "/marks?mark=keep").size()).isEqualTo(1);
        JsonNode audit = rig.json("/api/v1/audit?size=20");
        assertThat(audit.toString()).contains("job=mugs; row=2 clip=1; mark=keep");
        assertThat(BrowserCalls.location(anna.press(button(page, 2, "none")))).startsWith(page);
        assertThat(body(page)).doesNotContain("flag keep", "Download the kept");
        assertThat(anna.press("/runs/" + id + "/marks?clip=999999&set=keep").statusCode())
                .isEqualTo(404);
    }

    @Test
    void whenMarksAreChosenThenOnlySuchRowsAreShown() throws Exception {
        mark("{\"row\":2,\"mark\":\"keep\"}");
        mark("{\"row\":4,\"mark\":\"redo\"}");
        String page = "/runs/" + id;
        assertThat(body(page + "?mark=keep"))
                .contains("id=\"row-2-1\"", "1 of 4 rows")
                .doesNotContain("id=\"row-4-1\"", "id=\"row-5-1\"");
        assertThat(body(page + "?mark=redo&view=list"))
                .contains("id=\"row-4-1\"")
                .doesNotContain("id=\"row-2-1\"");
        assertThat(body(page + "?mark=none&state=delivered"))
                .contains("id=\"row-5-1\"", "1 of 4 rows")
                .doesNotContain("id=\"row-2-1\"", "id=\"row-3-1\"", "id=\"row-4-1\"");
    }

    @Test
    void whenNotesAreWrittenThenTheyAreAThreadWithAuthorsAndHostileOnesAreShownAsTheyAre() throws Exception {
        String page = "/runs/" + id + "?row=2";
        Matcher forms = Pattern.compile("<form method=\"post\" action=\"([^\"]*/notes[^\"]*)\"")
                .matcher(body(page));
        assertThat(forms.find()).isTrue();
        String notes = unescaped(forms.group(1));
        assertThat(body(page)).as("what is typed for a video is that video's").contains("id=\"panel-1-note\"");
        assertThat(body("/runs/" + id + "?row=4")).contains("id=\"panel-3-note\"");
        assertThat(BrowserCalls.location(anna.press(notes, "text", "too dark\nin the corner")))
                .isEqualTo(page + "#panel");
        String hostile = "<script>alert(1)</script> {{csrf}} \u202e\"><img src=x onerror=alert(2)>";
        assertThat(anna.press(notes, "text", hostile).statusCode()).isEqualTo(303);
        assertThat(anna.press(notes, "text", hostile).statusCode())
                .as("sent twice")
                .isEqualTo(303);
        String shown = body(page);
        assertThat(shown)
                .contains("too dark\nin the corner", "{{csrf}}", "Notes: 2, Row 2", "<bdi>anna</bdi>")
                .doesNotContain("<script>alert", "<img src=x");
        assertThat(anna.press(notes, "text", "  ").statusCode()).isEqualTo(422);
        assertThat(anna.press(notes, "text", "x".repeat(2001)).statusCode()).isEqualTo(422);
        JsonNode row =
                rig.accepted(rig.post("/api/v1/runs/" + id + "/notes", "{\"row\":2,\"text\":\"over the API\"}"), 200);
        assertThat(row.path("notes").size()).isEqualTo(3);
        assertThat(row.at("/notes/0/by").asString()).isEqualTo("anna");
    }

    @Test
    void whenAMarkMakesNoSenseThenItIsRefusedAndNothingIsKept() throws Exception {
        for (String wrong : List.of(
                "{\"row\":3,\"mark\":\"keep\"}",
                "{\"row\":2,\"mark\":\"like\"}",
                "{\"row\":2}",
                "{\"row\":\"x\",\"mark\":\"keep\"}",
                "{\"row\":2,\"mark\":\"keep\",\"colour\":1}")) {
            assertThat(rig.send(rig.post("/api/v1/runs/" + id + "/marks", wrong))
                            .statusCode())
                    .as(wrong)
                    .isEqualTo(422);
        }
        assertThat(rig.send(rig.post("/api/v1/runs/" + id + "/marks", "{\"row\":99,\"mark\":\"keep\"}"))
                        .statusCode())
                .isEqualTo(404);
        assertThat(rig.json("/api/v1/runs/" + id + "/marks?mark=keep").size()).isZero();
        assertThat(rig.json("/api/v1/runs/" + id + "/marks").size()).isEqualTo(4);
        assertThat(rig.get("/api/v1/runs/" + id + "/marks?mark=x").statusCode()).isEqualTo(422);
    }

    @Test
    void whenVideosAreMarkedThenPicksRedoAndTheZipHoldThem() throws Exception {
        mark("{\"row\":4,\"mark\":\"keep\"}");
        mark("{\"row\":3,\"mark\":\"redo\",\"prompt\":\"a jug, daylight\"}");
        mark("{\"row\":5,\"mark\":\"redo\"}");
        String files = "/api/v1/runs/" + id + "/files/";
        assertThat(rig.get(files + "picks.csv").body())
                .isEqualTo("\uFEFFrow,id,variant,file,prompt,model,size,duration,cost,currency,campaign\r\n"
                        + "4,c,1,videos/0004-c.mp4,a boat,openai/sora-2/text-to-video,720x1280,4,2.84,CNY,'=1+1\r\n");
        String[] redo = rig.get(files + "redo.csv").body().split("\r\n");
        assertThat(redo[0])
                .isEqualTo("\uFEFFid,prompt,campaign,model,size,duration,reelbatch_job,reelbatch_row,"
                        + "reelbatch_variant,reelbatch_check");
        assertThat(redo[1]).startsWith("b,\"a jug, daylight\",Proof,openai/sora-2/text-to-video,720x1280,4,mugs,3,1,");
        assertThat(redo[2]).startsWith("d,a cup,Autumn,openai/sora-2/text-to-video,720x1280,4,mugs,5,1,");
        assertThat(redo).hasSize(3);
        HttpClient client = HttpClient.newHttpClient();
        byte[] zip = client.send(rig.to("/runs/" + id + "/kept.zip").build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                ByteArrayOutputStream content = new ByteArrayOutputStream();
                in.transferTo(content);
                names.add(entry.getName());
                assertThat(content.size()).isPositive();
            }
        }
        assertThat(names).containsExactly("picks.csv", "videos/0004-c.mp4");
        assertThat(body("/runs/" + id)).contains("/files/picks.csv", "/files/redo.csv", "/kept.zip");
        int before = rig.simulator.acceptedCount();
        String redone = rig.run("redo.csv", String.join("\r\n", redo), "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(redone, "completed");
        assertThat(rig.simulator.acceptedCount()).as("only what changed").isEqualTo(before + 1);
    }

    @Test
    void whenRowsMarkedRedoAreRerunThenTheyArePaidForOnceAtThePriceOnTheButton() throws Exception {
        mark("{\"row\":2,\"mark\":\"redo\"}");
        mark("{\"row\":5,\"mark\":\"redo\"}");
        mark("{\"row\":3,\"mark\":\"redo\"}");
        String page = body("/runs/" + id);
        assertThat(page).contains("Redo 2 rows for 5.68 CNY", "1 video left out");
        assertThat(signedIn("viewer").get("/runs/" + id).body()).doesNotContain("Redo 2 rows");
        List<String> fields = fieldsToRedo(page);
        int before = rig.simulator.acceptedCount();
        String rerun = "/runs/" + id + "/rerun";
        String first = BrowserCalls.location(anna.press(rerun, fields.toArray(String[]::new)));
        assertThat(BrowserCalls.location(anna.press(rerun, fields.toArray(String[]::new))))
                .isEqualTo(first);
        rig.awaitState(first.substring("/runs/".length()), "incomplete");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 2);
        assertThat(body(first)).contains("0 to keep, 1 to redo").doesNotContain("Redo 2 rows");
    }

    @ParameterizedTest
    @CsvSource({"incomplete, 11.36 + 2.84", "completed, 2.84"})
    void whenTwoPeopleRedoTheSameRowsFromTheSamePageThenTheyArePaidForOnce(String state, String limit)
            throws Exception {
        if (state.equals("completed")) { // its rerun is another run, which has cost nothing yet
            id = rig.run("boats.csv", "prompt\na canoe\na ship\na raft\n", "max_cost=none")
                    .path("id")
                    .asString();
            rig.awaitState(id, state);
        }
        mark("{\"row\":2,\"mark\":\"redo\"}");
        List<String> hers = fieldsToRedo(body("/runs/" + id));
        rig.users().add("bo", Role.RUN, PASSWORD, null);
        BrowserCalls bo = signedIn("bo");
        List<String> his = fieldsToRedo(bo.get("/runs/" + id).body());
        assertThat(his).isNotEqualTo(hers);
        assertThat(new BigDecimal(hers.get(hers.indexOf("max_cost") + 1)))
                .isEqualByComparingTo(
                        Stream.of(limit.split(" \\+ ")).map(BigDecimal::new).reduce(BigDecimal.ZERO, BigDecimal::add));
        int before = rig.simulator.acceptedCount();
        String rerun = "/runs/" + id + "/rerun";
        String first = BrowserCalls.location(anna.press(rerun, hers.toArray(String[]::new)));
        HttpResponse<String> second = bo.press(rerun, his.toArray(String[]::new));
        rig.awaitState(first.substring("/runs/".length()), state);
        String refusal = second.statusCode() == 303 // before the first one began
                ? rig.awaitState(BrowserCalls.location(second).substring("/runs/".length()), "incomplete")
                        .path("message")
                        .asString()
                : second.body();
        assertThat(refusal)
                .containsAnyOf("have been submitted since they were chosen", "No rows to rerun", "has begun since");
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
        HttpResponse<String> late = bo.press(rerun, with(his, "key", "a-later-page"));
        assertThat(late.statusCode()).as(late.body()).isIn(409, 422);
        assertThat(rig.simulator.acceptedCount()).isEqualTo(before + 1);
    }

    private static String[] with(List<String> fields, String name, String value) {
        String[] all = fields.toArray(String[]::new);
        all[fields.indexOf(name) + 1] = value;
        return all;
    }

    /** Returns the fields that the button to redo what is marked sends. */
    private static List<String> fieldsToRedo(String page) {
        String form = page.substring(page.indexOf("id=\"marks\""));
        List<String> fields = new ArrayList<>();
        Matcher hidden = HIDDEN.matcher(form.substring(0, form.indexOf("</form>")));
        while (hidden.find()) {
            if (!hidden.group(1).equals("_csrf")) {
                fields.addAll(List.of(hidden.group(1), unescaped(hidden.group(2))));
            }
        }
        return fields;
    }
}
