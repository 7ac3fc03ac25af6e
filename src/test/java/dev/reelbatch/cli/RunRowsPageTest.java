package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.simulator.Answer;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The rows on the page of a run: searched, paged, and one opened with its history. */
@Timeout(180)
class RunRowsPageTest extends WithServedHome {

    @BeforeEach
    void signInAsViewer() throws Exception {
        rig.users().add("view", Role.VIEW, PASSWORD, null);
        browser.signIn("view", PASSWORD);
    }

    private String ended(String sheet, String state) throws Exception {
        rig.serve();
        return "/runs/" + ended("mugs.csv", sheet, state);
    }

    private String body(String path) throws Exception {
        HttpResponse<String> answer = browser.get(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return answer.body();
    }

    @Test
    void whenRowsAreSearchedAndFilteredThenTheAddressSaysWhichAreShown() throws Exception {
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        String run = ended(
                "id,prompt,campaign\nhero,A black MUG,Autumn\nb,a bowl [fails],Proof 100%\nc,a lost boat,Autumn\n",
                "incomplete");
        assertThat(body(run))
                .contains("id=\"row-2-1\"", "id=\"row-3-1\"", "id=\"row-4-1\"", "3 rows", "Autumn", ">hero<")
                .contains("/files/videos/0002-hero.mp4", "data-play=", "class=\"play\"")
                .doesNotContain("class=\"panel\"", folder.toString());
        assertThat(body(run + "?q=black+mug"))
                .contains("row-2-1", "1 of 3 rows")
                .doesNotContain("row-3-1");
        assertThat(body(run + "?q=autumn")).contains("row-2-1", "row-4-1", "2 of 3 rows");
        assertThat(body(run + "?q=4")).contains("row-4-1").doesNotContain("row-2-1");
        assertThat(body(run + "?q=%25")).contains("row-3-1").doesNotContain("row-2-1");
        assertThat(body(run + "?state=failed")).contains("row-3-1").doesNotContain("row-2-1", "row-4-1");
        assertThat(body(run + "?state=in_doubt&view=list"))
                .contains("<table", "row-4-1")
                .doesNotContain("row-3-1");
        assertThat(body(run + "?q=nothing+like+it")).contains("No row matches.");
        assertThat(body(run + "?page=-1&state=x&view=y&row=z")).contains("row-2-1", "row-4-1");
    }

    @Test
    void whenThereAreManyRowsThenTheyComeInPagesOfFortyEight() throws Exception {
        StringBuilder sheet = new StringBuilder("prompt\n");
        for (int i = 0; i < 60; i++) {
            sheet.append("a mug ").append(i).append('\n');
        }
        String run = ended(sheet.toString(), "completed");
        assertThat(body(run))
                .contains("row-2-1", "row-49-1", "1 to 48 of 60", "page&#x3D;1#rows")
                .doesNotContain("row-50-1");
        assertThat(body(run + "?page=1"))
                .contains("row-50-1", "row-61-1", "49 to 60 of 60")
                .doesNotContain("row-49-1", "page&#x3D;2");
        assertThat(body(run + "?page=9")).contains("No row matches.");
    }

    @Test
    void whenARunHasMoreThanAThousandRowsThenTheyAreAListUnlessTheWallIsChosen() throws Exception {
        StringBuilder sheet = new StringBuilder("prompt\n");
        for (int i = 0; i < 1100; i++) {
            sheet.append("a mug on a wet slate ledge at dawn ").append(i).append('\n');
        }
        rig.serve();
        String id = rig.run("mugs.csv", sheet.toString(), "max_cost=none")
                .path("id")
                .asString();
        String run = "/runs/" + id;
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> body(run).contains("<table"));
        assertThat(body(run)).contains("row-49-1").doesNotContain("row-50-1", "class=\"wall\"");
        String wall = body(run + "?view=wall&page=2");
        assertThat(wall).contains("class=\"wall\"", "row-98-1");
        assertThat(wall.length()).isLessThan(300_000);
    }

    @Test
    void whenARowIsOpenedThenItsSubmissionsAnswersAndDownloadAreShown() throws Exception {
        rig.simulator.onSubmit(CallMatcher.first(1), CallFault.answer(Answer.json(429, "{}")));
        String run = ended("id,prompt,campaign\na,a kite,Autumn\nb,a bowl [fails],Proof\n", "incomplete");
        String opened = body(run + "?row=2") + body(run + "?row=3");
        assertThat(opened)
                .contains("class=\"panel\"", "What happened", "Submission 1 not accepted, not charged", "HTTP 429")
                .contains("Submission 2 accepted, 2.84 CNY", "The video is ready", "Downloaded and checked", "sha256")
                .contains("campaign", "0002-a.mp4", "row&#x3D;3#panel", "row&#x3D;2#panel")
                .contains("The task ended without a video")
                .doesNotContain(folder.toString());
        assertThat(body(run + "?row=99")).doesNotContain("class=\"panel\"");
    }

    @Test
    void whenRowsAreHostileThenTheyAreShownAsTheyAre() throws Exception {
        String run = ended(
                "id,prompt,<b>own</b>\n\"<img src=x onerror=alert(2)>\",<script>alert(3)</script> {{csrf}},\"\"\"><svg onload=alert(4)>\"\n",
                "completed");
        for (String path : new String[] {run, run + "?view=list", run + "?row=2", run + "?q=%3Cscript%3E"}) {
            assertThat(body(path))
                    .contains("{{csrf}}")
                    .doesNotContain("<script>alert", "<img src=x", "<svg onload", "<b>own", folder.toString());
        }
    }
}
