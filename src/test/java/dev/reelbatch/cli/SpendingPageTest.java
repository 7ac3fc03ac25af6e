package dev.reelbatch.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.reelbatch.ledger.SpendingLimits.Budget;
import dev.reelbatch.ledger.User.Role;
import dev.reelbatch.simulator.CallFault;
import dev.reelbatch.simulator.CallMatcher;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Money in the console: rows in doubt of all jobs, budgets of people, and the amounts as a sheet. */
@Timeout(180)
class SpendingPageTest extends WithServedHome {

    private static final String CHARGED = "/spending/resolve?job=lamps&rows=3&last_submission=3&charged=true";
    private static final String NOT_CHARGED = "/spending/resolve?job=mugs&rows=2&last_submission=1&charged=false";

    @BeforeEach
    void runTwoJobsWhoseAnswersAreLost() throws Exception {
        rig.users().add("admin", Role.ADMIN, PASSWORD, null);
        rig.users().add("run", Role.RUN, PASSWORD, Budget.parse("100/day").orElseThrow());
        rig.users().add("view", Role.VIEW, PASSWORD, null);
        rig.simulator.onSubmit(CallMatcher.promptContains("lost"), CallFault.drop());
        rig.serve();
        ended("mugs.csv", "id,prompt\na<b>,a lost mug\n", "incomplete");
        ended("lamps.csv", "prompt\na lamp\na lost lamp\n", "incomplete");
    }

    private String page() throws Exception {
        return browser.get("/spending").body();
    }

    @Test
    void whenRowsAreInDoubtThenThoseOfAllJobsAreListedAndResolvedOneByOne() throws Exception {
        browser.signIn("view", PASSWORD);
        assertThat(page())
                .contains("/jobs/mugs", "/jobs/lamps", "row 2 · a&lt;b&gt;", "row 3")
                .doesNotContain("formaction=\"/spending");
        browser.signIn("run", PASSWORD);
        assertThat(page()).contains("It was charged").doesNotContain("It was not charged");
        assertThat(browser.pressWhenFree(NOT_CHARGED).statusCode()).isEqualTo(403);
        assertThat(BrowserCalls.location(browser.pressWhenFree(CHARGED))).isEqualTo("/spending");
        assertThat(page()).contains("row 2").doesNotContain("row 3");
        browser.signIn("admin", PASSWORD);
        assertThat(page()).contains("It was not charged", "2.84 CNY", "5.68 CNY", "last_submission&#x3D;1&amp;charged");
        HttpResponse<String> old = browser.pressWhenFree(NOT_CHARGED.replace("last_submission=1", "last_submission=0"));
        assertThat(old.statusCode()).isEqualTo(422);
        assertThat(old.body()).contains("Rows have been submitted again since you looked");
        assertThat(browser.pressWhenFree(NOT_CHARGED).statusCode()).isEqualTo(303);
        assertThat(page()).doesNotContain("id=\"in-doubt\"");
        assertThat(browser.pressWhenFree(NOT_CHARGED).statusCode()).isEqualTo(422);
        assertThat(rig.get("/api/v1/jobs/lamps").body()).contains("\"failed\":1", "\"in_doubt\":0");
    }

    @Test
    void whenTheAmountsAreDownloadedThenTheyAreAddedUpByDayJobAndPersonWithDoubtApart() throws Exception {
        browser.signIn("view", PASSWORD);
        HttpResponse<String> sheet = browser.get("/spending.csv");
        assertThat(sheet.headers().firstValue("Content-Disposition").orElse("")).contains("spending_", ".csv");
        assertThat(sheet.body().substring(1).lines())
                .startsWith("by,name,currency,charged,in_doubt")
                .contains("job,lamps,CNY,2.84,2.84", "job,mugs,CNY,0.00,2.84", "user,owner,CNY,2.84,5.68")
                .hasSize(5);
    }

    @Test
    void whenSomebodyHasABudgetThenTheyAndAdminsSeeHowMuchOfItIsUsed() throws Exception {
        for (String name : new String[] {"admin", "run"}) {
            browser.signIn(name, PASSWORD);
            assertThat(page()).as(name).contains("<bdi>run</bdi>", "0.00 of 100.00 charged");
        }
        browser.signIn("view", PASSWORD);
        assertThat(page())
                .contains("No budget limits all runs or yours. Admins set them.")
                .doesNotContain("0.00 of 100.00 charged", "reelbatch user", "reelbatch.budget");
        rig.users().change("run", Role.RUN, null);
        browser.signIn("admin", PASSWORD);
        assertThat(page())
                .contains("No budget is set.", "reelbatch.budget", "<a href=\"/system#people\">")
                .doesNotContain("reelbatch user");
    }
}
