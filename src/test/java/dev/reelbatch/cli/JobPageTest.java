package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import java.io.ByteArrayInputStream;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The page of a job: its runs, and all versions of a row, of which one is kept. */
@Timeout(180)
class JobPageTest extends WithServedHome {

    private BrowserCalls anna;

    @BeforeEach
    void signIn() throws Exception {
        rig.users().add("anna", Role.RUN, PASSWORD, null);
        rig.users().add("viewer", Role.VIEW, PASSWORD, null);
        rig.serve();
        anna = signedIn("anna");
    }

    private String ended(String sheet, String... fields) throws Exception {
        String id = rig.run("mugs.csv", sheet, fields).path("id").asString();
        rig.awaitState(id, "completed");
        return id;
    }

    private String body(String path) throws Exception {
        HttpResponse<String> answer = anna.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whenARowWasMadeSeveralTimesThenItsVersionsAreShownWithWhatChangedAndOneIsKept() throws Exception {
        ended("id,prompt,size\na,A black mug on a stone,\nb,a bowl,\n", "max_cost=none");
        ended("id,prompt,size\nb,a bowl,\na,A matte black mug on a ledge,1280x720\n", "max_cost=none");
        rig.accepted(rig.post(
                "/api/v1/jobs/mugs/rerun",
                "{\"select\":\"rows\",\"rows\":\"3\",\"pay_again\":true,\"max_cost\":\"none\"}"));
        String again = rig.json("/api/v1/runs").get(0).path("id").asString();
        rig.awaitState(again, "completed");
        String page = body("/jobs/mugs");
        assertThat(page)
                .contains("Row 3", "3 versions, 8.52 CNY".replace(", ", " · "), "Version 3", "run 1", "run 2")
                .contains("A <ins>matte </ins>black mug on a <del>stone</del><ins>ledge</ins>")
                .contains("<del>openai/sora-2/text-to-video · 720x1280 · 4 s</del>")
                .contains("data-play-all hidden", "/runs/" + again)
                .doesNotContain("Row 2<", folder.toString());
        assertThat(body("/jobs/mugs?show=all")).contains("Row 2<");
        assertThat(body("/jobs/mugs?show=all&q=bowl")).contains("Row 2<").doesNotContain("Row 3<");
        Matcher keeps =
                Pattern.compile("formaction=\"(/versions/\\d+/marks[^\"]*)\"").matcher(page);
        assertThat(keeps.find()).isTrue();
        String first = keeps.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
        assertThat(keeps.find()).isTrue();
        String second = keeps.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
        String csrf = anna.csrf("/");
        assertThat(BrowserCalls.location(anna.send(anna.form(first, "_csrf", csrf))))
                .isEqualTo("/jobs/mugs#row-3-1");
        assertThat(BrowserCalls.location(anna.send(anna.form(second, "_csrf", csrf))))
                .isEqualTo("/jobs/mugs#row-3-1");
        String chosen = body("/jobs/mugs");
        assertThat(chosen.split("flag keep", -1)).as("one is kept").hasSize(2);
        assertThat(chosen.indexOf("flag keep")).isBetween(chosen.indexOf("Version 2"), chosen.indexOf("Version 3"));
        assertThat(chosen).contains("Keep 1</a>", "Several versions 1</a>", "/kept.zip?job&#x3D;mugs");
        assertThat(body("/jobs/mugs?show=keep")).contains("Row 3<").doesNotContain("Row 2<");
        assertThat(body("/jobs/mugs?show=undecided")).contains("Row 2<").doesNotContain("Row 3<");
        assertThat(body("/jobs/mugs?row=2")).contains("Row 2<").doesNotContain("Row 3<");
        assertThat(body("/jobs/mugs?show=all&live=true"))
                .contains("id=\"figures\" data-part", "id=\"row-3-1\"", "flag keep")
                .doesNotContain("<html");
        assertThat(body("/runs/" + again)).contains("href=\"/jobs/mugs?row&#x3D;3#versions\">3 versions");
        assertThat(zipped("/kept.zip?job=mugs"))
                .as("the kept one is of an earlier run than the latest")
                .containsExactly("picks.csv", "videos/0003-a.mp4");
        BrowserCalls viewer = signedIn("viewer");
        assertThat(viewer.get("/jobs/mugs").body()).contains("flag keep").doesNotContain("formaction=\"/versions");
        assertThat(viewer.send(viewer.form(first, "_csrf", viewer.csrf("/"))).statusCode())
                .isEqualTo(403);
    }

    @Test
    void whenARowHasLeftTheSheetThenItsKeptVideoIsStillInTheZipOfTheJob() throws Exception {
        ended("id,prompt\na,a mug\nb,a jug\n", "max_cost=none");
        String page = body("/jobs/mugs?show=all");
        Matcher keep =
                Pattern.compile("formaction=\"(/versions/\\d+/marks[^\"]*)\"").matcher(page);
        while (keep.find()) {
            anna.send(anna.form(keep.group(1).replace("&amp;", "&").replace("&#x3D;", "="), "_csrf", anna.csrf("/")));
        }
        ended("id,prompt\na,a mug\n", "max_cost=none");
        assertThat(body("/jobs/mugs")).contains("2, 1 of rows that have left the sheet");
        assertThat(zipped("/kept.zip?job=mugs")).containsExactly("picks.csv", "videos/0002-a.mp4", "videos/0003-b.mp4");
    }

    private List<String> zipped(String path) throws Exception {
        byte[] zip = HttpClient.newHttpClient()
                .send(rig.to(path).build(), HttpResponse.BodyHandlers.ofByteArray())
                .body();
        List<String> names = new ArrayList<>();
        try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
            for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }

    @Test
    void whenAnEarlierVersionIsPlayedOrNotedThenItIsThatOfTheHomeAndNothingElse() throws Exception {
        ended("prompt\na mug\n", "max_cost=none");
        ended("prompt\na red mug\n", "max_cost=none");
        HttpResponse<String> video = anna.send(anna.to("/versions/1/1").header("Range", "bytes=0-99"));
        assertThat(video.statusCode()).isEqualTo(206);
        assertThat(video.headers().firstValue("Content-Type").orElse("")).isEqualTo("video/mp4");
        assertThat(anna.get("/versions/1/9").statusCode()).isEqualTo(404);
        assertThat(anna.get("/versions/999/1/still").statusCode()).isEqualTo(404);
        assertThat(body("/jobs/mugs?show=all"))
                .contains("data-play=\"/versions/1/1\"")
                .doesNotContain(" controls");
        assertThat(anna.get("/versions/999/1").statusCode()).isEqualTo(404);
        String hostile = "<script>alert(1)</script> {{csrf}}";
        HttpResponse<String> noted =
                anna.send(anna.form("/versions/1/notes?job=mugs&at=row-2-1", "_csrf", anna.csrf("/"), "text", hostile));
        assertThat(BrowserCalls.location(noted)).isEqualTo("/jobs/mugs#row-2-1");
        assertThat(body("/jobs/mugs")).contains("{{csrf}}").doesNotContain("<script>alert");
        assertThat(anna.get("/jobs/nowhere").statusCode()).isEqualTo(404);
        assertThat(body("/jobs")).contains("href=\"/jobs/mugs\"");
    }

    @Test
    void whenThereAreManyRowsThenTheyComeInPages() throws Exception {
        StringBuilder sheet = new StringBuilder("prompt\n");
        for (int i = 0; i < 14; i++) {
            sheet.append("a mug ").append(i).append('\n');
        }
        ended(sheet.toString(), "max_cost=none");
        assertThat(body("/jobs/mugs"))
                .contains("Row 13<", "page&#x3D;1#versions")
                .doesNotContain("Row 14<");
        assertThat(body("/jobs/mugs?show=all&page=1"))
                .contains("Row 14<", "Row 15<")
                .doesNotContain("Row 13<");
        assertThat(body("/jobs/mugs?show=keep")).contains("No row matches.");
    }

    @Test
    void whenRowsWithoutIdsMoveThenAVideoIsAVersionOfTheRowThatHoldsItNowAlone() throws Exception {
        ended("prompt\nkite\njug\nboat\n", "max_cost=none");
        String moved = ended("prompt\nnew\nkite\njug\nboat\n", "max_cost=none");
        for (int row : new int[] {5, 4, 3, 2}) {
            keep(moved, row);
        }
        assertThat(rig.json("/api/v1/runs/" + moved + "/marks?mark=keep").size())
                .as("keeping a row leaves the others alone")
                .isEqualTo(4);
        assertThat(body("/jobs/mugs?show=all"))
                .contains("Keep 4</a>", "Several versions 0</a>")
                .doesNotContain("Version 2", "<ins>");
        ended("prompt\nnew\nred kite\njug\nboat\n", "max_cost=none");
        assertThat(body("/jobs/mugs"))
                .contains("Several versions 1</a>", "Row 3<", "Version 2", "<ins>red </ins>kite")
                .doesNotContain("Row 2<", "Row 4<", "Version 3");
    }

    private void keep(String run, int row) throws Exception {
        rig.accepted(rig.post("/api/v1/runs/" + run + "/marks", "{\"row\":%d,\"mark\":\"keep\"}".formatted(row)), 200);
    }

    @Test
    void whenJobsShareAVideoThenItIsMarkedAndNotedForTheJobOfThePage() throws Exception {
        String first = ended("id,prompt\na,red kite\n", "max_cost=none");
        String second = ended("id,prompt\na,blue kite\n", "max_cost=none");
        String other = rig.run("other.csv", "id,prompt\na,red kite\n", "max_cost=none")
                .path("id")
                .asString();
        rig.awaitState(other, "completed");
        keep(second, 2);
        Matcher keeps =
                Pattern.compile("formaction=\"(/versions/1/marks[^\"]*)\"").matcher(body("/jobs/mugs"));
        assertThat(keeps.find()).isTrue();
        String keep = keeps.group(1).replace("&amp;", "&").replace("&#x3D;", "=");
        assertThat(BrowserCalls.location(anna.press(keep))).isEqualTo("/jobs/mugs#row-2-1");
        assertThat(body("/jobs/mugs").split("flag keep", -1)).as("one is kept").hasSize(2);
        assertThat(rig.json("/api/v1/audit?size=1").toString()).contains("job=mugs; row=2 clip=1; mark=keep");
        keep(second, 2);
        assertThat(anna.press("/runs/" + first + "/marks?clip=1&set=keep").statusCode())
                .isEqualTo(303);
        assertThat(body("/jobs/mugs").split("flag keep", -1))
                .as("kept on the page of a run")
                .hasSize(2);
        assertThat(BrowserCalls.location(
                        anna.press("/versions/1/notes?job=other&show=all&at=row-2-1", "text", "brighter")))
                .isEqualTo("/jobs/other?show=all#row-2-1");
        assertThat(rig.json("/api/v1/audit?size=1").toString()).contains("job=other; row=2 clip=1; note");
        assertThat(anna.press("/versions/1/marks?set=keep&job=nowhere").statusCode())
                .isEqualTo(404);
        assertThat(anna.press("/versions/2/marks?set=keep&job=other").statusCode())
                .as("a video of the other job alone")
                .isEqualTo(404);
    }
}
